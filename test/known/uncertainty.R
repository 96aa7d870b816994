# Laws of evidence by R's formulas, for test/uncertainty/rules.test.ts: mean, sd and 95% interval of each.
#
#   Rscript test/known/uncertainty.R     (from the project's root; no package)
#
# uncertainty.json has R's answers at full precision. Laws without a formula for their moments (logit-normal) are integrated.

z <- qnorm(0.975)
law <- function(mean, sd, q) list(mean = mean, sd = sd, lower = q(0.025), upper = q(0.975))
beta_law <- function(a, b) law(a / (a + b), sqrt(a * b / ((a + b)^2 * (a + b + 1))), function(p) qbeta(p, a, b))
gamma_law <- function(shape, rate) law(shape / rate, sqrt(shape) / rate, function(p) qgamma(p, shape, rate))
normal_law <- function(m, s) law(m, s, function(p) qnorm(p, m, s))
lognormal_law <- function(m, s)
  law(exp(m + s^2 / 2), exp(m + s^2 / 2) * sqrt(expm1(s^2)), function(p) qlnorm(p, m, s))
logitnormal_law <- function(m, s) {
  moment <- function(f)
    integrate(function(x) f(plogis(m + s * x)) * dnorm(x), -9, 9, rel.tol = 1e-13, subdivisions = 1000)$value
  mean <- moment(identity)
  law(mean, sqrt(moment(function(x) (x - mean)^2)), function(p) plogis(qnorm(p, m, s)))
}
uniform_law <- function(a, b) law((a + b) / 2, (b - a) / sqrt(12), function(p) qunif(p, a, b))
moments_beta <- function(m, s) { k <- m * (1 - m) / s^2 - 1; beta_law(m * k, (1 - m) * k) }
sd_of <- function(lower, upper, level = 0.95) (upper - lower) / (2 * qnorm((1 + level) / 2))
# experts' quantiles: straight lines, as steep beyond the ends
expert_law <- function(p, v, bounds = c(-Inf, Inf)) {
  n <- length(p)
  first <- v[1] - p[1] * (v[2] - v[1]) / (p[2] - p[1])
  last <- v[n] + (1 - p[n]) * (v[n] - v[n - 1]) / (p[n] - p[n - 1])
  p <- c(0, p, 1)
  v <- c(max(bounds[1], first), v, min(bounds[2], last))
  keep <- !duplicated(p)
  q <- approxfun(p[keep], v[keep])
  w <- diff(p); a <- head(v, -1); b <- tail(v, -1)
  mean <- sum(w * (a + b) / 2)
  law(mean, sqrt(sum(w * (a^2 + a * b + b^2) / 3) - mean^2), q)
}

known <- list(
  "112 of 228" = beta_law(112, 116),
  "0 of 10" = beta_law(0.5, 10.5),
  "10 of 10" = beta_law(10.5, 0.5),
  "20 in 400" = gamma_law(20, 400),
  "0 in 400" = gamma_law(0.5, 400),
  "ratio 0.81" = lognormal_law(log(0.81), sd_of(log(0.68), log(0.95))),
  "ratio at 90%" = lognormal_law(log(0.81), sd_of(log(0.68), log(0.95), 0.9)),
  "share 0.8" = logitnormal_law(qlogis(0.8), sd_of(qlogis(0.7), qlogis(0.875))),
  "10, 5 to 20" = lognormal_law(log(10), sd_of(log(5), log(20))),
  "-1, -2 to 0" = normal_law(-1, sd_of(-2, 0)),
  "mean 3.2" = normal_law(3.2, 0.4),
  "mean 3.2 > 0" = gamma_law(3.2^2 / 0.4^2, 3.2 / 0.4^2),
  "mean 0.7 of a share" = moments_beta(0.7, 0.05),
  "mean of 25" = normal_law(3.2, 1.5 / sqrt(25)),
  "mean, interval" = normal_law(3.2, sd_of(2.4, 4)),
  "range" = uniform_law(1, 5),
  "quantiles" = expert_law(c(0.05, 0.5, 0.95), c(0.4, 0.6, 0.7)),
  "quantiles of a share" = expert_law(c(0.1, 0.5, 0.9), c(0.02, 0.1, 0.3), c(0, 1)),
  "beta(3, 7)" = beta_law(3, 7),
  "gamma(2, 5)" = gamma_law(2, 5),
  "normal(3, 2)" = normal_law(3, 2),
  "lnorm(1, 0.5)" = lognormal_law(1, 0.5),
  "logit-normal(-1, 0.7)" = logitnormal_law(-1, 0.7),
  "unif(-1, 4)" = uniform_law(-1, 4)
)
lines <- vapply(names(known), function(name) {
  fields <- sprintf("\"%s\": %.17g", names(known[[name]]), unlist(known[[name]]))
  sprintf("  \"%s\": { %s }", name, paste(fields, collapse = ", "))
}, "")
writeLines(c("{", paste(lines, collapse = ",\n"), "}"), "test/known/uncertainty.json")
