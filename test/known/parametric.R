# Parametric survival laws fitted by survreg, to data of the survival package.
# Rscript test/known/parametric.R, from the root of the project; needs r-cran-survival and r-cran-jsonlite.
suppressMessages(library(survival))

fits <- function(name, times, statuses) {
  list(name = name, times = I(times), statuses = I(statuses), fits = lapply(
    c(exponential = "exponential", weibull = "weibull", `log-logistic` = "loglogistic", `log-normal` = "lognormal"),
    function(dist) {
      fit <- survreg(Surv(times, statuses) ~ 1, dist = dist, rel.tolerance = 1e-14, maxiter = 200, outer.max = 100)
      list(location = unname(coef(fit)), lnScale = log(fit$scale), covariance = unname(vcov(fit)), logLik = as.numeric(logLik(fit)))
    }
  ))
}

set.seed(1)
data <- list(
  fits("lung", lung$time, as.integer(lung$status == 2)),
  fits("leukaemia", leukemia$time, leukemia$status),
  fits("few", c(1, 2.5, 3, 4, 7), c(1, 0, 1, 0, 1)),
  fits("rising", round(rweibull(80, 2.5, 12), 3), rbinom(80, 1, 0.7))
)
writeLines(jsonlite::toJSON(data, auto_unbox = TRUE, digits = NA), "test/known/parametric.json")
