# Quantiles of every law with scalar parameters, for test/contracts/laws.test.ts.
#
#   Rscript test/known/laws.R        (from the project's root; base R only)
#
# laws.json: for each law and parameter set, the time before which the event has happened with probability p, and the
# time after which it happens with probability p. Laws that base R lacks are written here from their closed forms
# (flexsurv's documentation of dgompertz, dllogis and dgengamma).

p <- c(1e-9, 1e-6, 1e-3, 0.01, 0.1, 0.25, 0.5)

# -log(survival), from whichever tail is given
hazard <- function(p, lower) if (lower) -log1p(-p) else -log(p)

qgompertz <- function(p, shape, rate, lower.tail) {
  y <- hazard(p, lower.tail)
  t <- if (shape == 0) y / rate else suppressWarnings(log1p(shape / rate * y) / shape)
  ifelse(is.nan(t), Inf, t)
}
qllogis <- function(p, shape, scale, lower.tail) {
  odds <- if (lower.tail) p / (1 - p) else (1 - p) / p
  scale * odds^(1 / shape)
}
qgengamma <- function(p, mu, sigma, Q, lower.tail) {
  if (Q == 0) return(qlnorm(p, mu, sigma, lower.tail))
  k <- 1 / Q^2
  x <- qgamma(p, k, lower.tail = if (Q > 0) lower.tail else !lower.tail)
  exp(mu + sigma / Q * log(x / k))
}
qtri <- function(p, min, mode, max, lower.tail) {
  at_mode <- (mode - min) / (max - min)
  below <- if (lower.tail) p else 1 - p
  after_mode <- hazard(p, lower.tail) + log1p(-at_mode)
  ifelse(below < at_mode, min + sqrt(below * (max - min) * (mode - min)), mode - (max - mode) * expm1(-after_mode / 2))
}
qfixed <- function(p, delay, lower.tail) rep(delay, length(p))

laws <- list(
  list("exponential", qexp, list(rate = 0.1), list(rate = 25)),
  list("weibull", qweibull, list(shape = 0.5, scale = 10), list(shape = 1.3, scale = 20), list(shape = 5, scale = 20)),
  list("gompertz", qgompertz, list(shape = 0.1, rate = 0.001), list(shape = 0.005, rate = 0.02),
       list(shape = -0.02, rate = 0.05), list(shape = 0, rate = 0.05)),
  list("log-normal", qlnorm, list(meanlog = 2, sdlog = 0.1), list(meanlog = 2, sdlog = 1), list(meanlog = -1, sdlog = 2.5)),
  list("log-logistic", qllogis, list(shape = 0.8, scale = 12), list(shape = 1.5, scale = 12), list(shape = 8, scale = 12)),
  list("gamma", qgamma, list(shape = 0.4, rate = 0.1), list(shape = 2, rate = 0.1), list(shape = 30, rate = 1),
       list(shape = 1000, rate = 30)),
  list("generalized-gamma", qgengamma, list(mu = 2, sigma = 0.8, Q = 0.5), list(mu = 2, sigma = 0.8, Q = 0),
       list(mu = 2, sigma = 0.8, Q = 0.01), list(mu = 2, sigma = 0.8, Q = -0.7), list(mu = 2, sigma = 0.8, Q = 2.5)),
  list("triangular", qtri, list(min = 1, mode = 2, max = 5), list(min = 0, mode = 0, max = 5), list(min = 1, mode = 5, max = 5)),
  list("uniform", qunif, list(min = 0, max = 7), list(min = 3, max = 7)),
  list("fixed", qfixed, list(delay = 3))
)

number <- function(x) paste(ifelse(is.finite(x), sprintf("%.17g", x), "null"), collapse = ",")
lines <- unlist(lapply(laws, function(law) lapply(law[-(1:2)], function(parameters) {
  quantiles <- function(lower) number(do.call(law[[2]], c(list(p), parameters, list(lower.tail = lower))))
  sprintf("{\"law\": \"%s\", \"parameters\": {%s},\n \"before\": [%s],\n \"after\": [%s]}", law[[1]],
          paste0("\"", names(parameters), "\": ", sapply(parameters, number), collapse = ", "), quantiles(TRUE), quantiles(FALSE))
})))
writeLines(c(sprintf("{\"R\": \"%s\", \"p\": [%s], \"cases\": [", getRversion(), number(p)), paste(lines, collapse = ",\n"), "]}"),
           "test/known/laws.json")
