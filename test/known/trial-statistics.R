# Test statistics of trials that the package survival has not, on its own data; for
# test/trial/replicate/statistics/known.test.ts.
#
#   Rscript test/known/trial-statistics.R     (from the project's root; packages survival, jsonlite)
#
# The modestly weighted log-rank test of Magirr & Burman (2019): weights 1 / max(S(t-), S(until)) from survfit of both
# arms together, by stratum; U and V as of any weighted log-rank test. The one-sample log-rank test by its definition.
# Log-rank and Cox's Wald test by survdiff and coxph. z above 0 favours the treated.

library(survival)

curve_at <- function(fit, t) c(1, fit$surv)[1 + findInterval(t, fit$time)]
curve_before <- function(fit, t) c(1, fit$surv)[1 + findInterval(t, fit$time, left.open = TRUE)]

modest <- function(time, status, treated, stratum, until) {
  U <- 0
  V <- 0
  for (s in unique(stratum)) {
    here <- stratum == s
    fit <- survfit(Surv(time[here], status[here]) ~ 1)
    for (t in sort(unique(time[here & status == 1]))) {
      w <- 1 / max(curve_before(fit, t), curve_at(fit, until))
      n <- sum(here & time >= t)
      n1 <- sum(here & time >= t & treated)
      d <- sum(here & time == t & status == 1)
      d1 <- sum(here & time == t & status == 1 & treated)
      U <- U + w * (d1 - d * n1 / n)
      if (n > 1) V <- V + w^2 * d * n1 * (n - n1) * (n - d) / (n^2 * (n - 1))
    }
  }
  -U / sqrt(V)
}

one_sample <- function(time, status, starts, rates) {
  ends <- c(starts[-1], Inf)
  E <- sum(sapply(time, function(t) sum(rates * pmax(0, pmin(t, ends) - starts))))
  O <- sum(status)
  list(starts = starts, rates = rates, z = (E - O) / sqrt(E), ratio = O / E)
}

trial <- function(name, time, status, treated, stratum, untils, references) {
  stratum <- as.integer(factor(stratum)) - 1L
  one <- rep(0L, length(time))
  weighted <- function(strata) lapply(untils, function(u) list(until = u, z = modest(time, status, treated, strata, u)))
  strata_sum <- function(x) if (is.matrix(x)) rowSums(x) else x
  log_rank <- function(rhs) {
    lr <- survdiff(as.formula(paste("Surv(time, status) ~ treated", rhs)))
    -(strata_sum(lr$obs)[2] - strata_sum(lr$exp)[2]) / sqrt(lr$var[2, 2])
  }
  wald <- function(rhs) {
    fit <- coxph(as.formula(paste("Surv(time, status) ~ treated", rhs)), control = coxph.control(eps = 1e-14, toler.chol = 1e-15))
    list(ratio = exp(unname(coef(fit))), z = unname(log(1.3) - coef(fit)) / sqrt(fit$var[1, 1]))
  }
  list(
    name = name, times = time, statuses = status, treated = as.integer(treated), strata = stratum,
    modest = list(plain = weighted(one), stratified = weighted(stratum)),
    logRank = list(plain = log_rank(""), stratified = log_rank("+ strata(stratum)")),
    cox = list(margin = 1.3, plain = wald(""), stratified = wald("+ strata(stratum)")),
    oneSample = lapply(references, function(r) one_sample(time, status, r$starts, r$rates))
  )
}

out <- list(trials = list(
  with(veteran, trial("veteran", time, status, trt == 2, celltype, c(0, 30, 100, 5000), list(
    list(starts = 0, rates = 0.007),
    list(starts = c(0, 30, 100.5), rates = c(0.01, 0.006, 0.002))
  ))),
  with(ovarian, trial("ovarian", futime, fustat, rx == 2, resid.ds, c(200, 400), list(
    list(starts = c(0, 365), rates = c(0.001, 0.0005))
  ))),
  with(rotterdam, trial("rotterdam", dtime, death, chemo == 1, size, c(365, 1826, 4000), list(
    list(starts = c(0, 1000, 2000), rates = c(5e-5, 1e-4, 2e-4))
  )))
))

# numbers at full precision, past the 15 digits of toJSON
exactly <- function(x) {
  if (is.list(x)) lapply(x, exactly)
  else if (is.double(x)) {
    text <- ifelse(is.finite(x), paste0("#", sprintf("%.17g", x)), NA)
    attributes(text) <- attributes(x)
    text
  } else x
}
json <- gsub("\"#([^\"]*)\"", "\\1", jsonlite::toJSON(exactly(out), auto_unbox = TRUE))
columns <- c("times", "statuses", "treated", "strata", "modest", "logRank", "cox", "oneSample")
# a line a column, so that a change can be read
writeLines(gsub(sprintf("\"(%s)\":", paste(columns, collapse = "|")), "\n\"\\1\":", json), "test/known/trial-statistics.json")
