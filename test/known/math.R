# R's elementary and special functions at full precision, for test/math.
#
#   Rscript test/known/math.R        (from the project's root; base R only)
#
# math.json: for each function rows of [arguments..., value]; a line a function.

rows <- function(f, ...) {
  arguments <- expand.grid(...)
  value <- suppressWarnings(do.call(f, unname(as.list(arguments))))
  keep <- is.finite(value) & (value == 0 | abs(value) > 1e-300)
  text <- apply(cbind(arguments, value)[keep, ], 1, function(row) paste(sprintf("%.17g", row), collapse = ","))
  paste0("[[", paste(text, collapse = "],["), "]]")
}

signed <- function(x) c(-rev(x), x)
small_tails <- c(1e-300, 1e-100, 1e-20, 1e-9, 1e-4, 0.01, 0.07, 0.08, 0.2, 0.45)
shapes <- c(0.01, 0.1, 0.5, 0.9, 1, 1.5, 2, 3.7, 9.5, 12, 19, 25, 100, 1000)
ratios <- c(0.01, 0.3, 0.55, 0.65, 0.9, 0.99, 1, 1.01, 1.1, 1.35, 1.45, 2, 4)
at_ratio <- function(f) function(shape, ratio) f(shape * ratio, shape)
tails <- c(1e-9, 1e-4, 0.01, 0.1, 0.3, 0.5)

tables <- list(
  ln = rows(log, c(2^seq(-1070, 1020, by = 55.3), seq(0.51, 1.99, by = 0.0371))),
  exp = rows(exp, c(seq(-690, 700, by = 27.7), seq(-2, 2, by = 0.093))),
  log1p = rows(log1p, c(signed(10^seq(-18, -0.1, by = 0.77)), 10^seq(0, 20, by = 1.3))),
  expm1 = rows(expm1, c(signed(10^seq(-18, 1.5, by = 0.77)), seq(-2, 3, by = 0.093))),
  pow = rows(`^`, c(1e-20, 0.003, 0.5, 0.93, 1.0001, 1.41, 1.42, 7, 3e9), c(-9.3, -1, -0.2, 0.01, 0.5, 1, 1.7, 12.25)),
  normalCdf = rows(pnorm, seq(-37, 8, by = 0.377)),
  normalSurvival = rows(function(z) pnorm(z, lower.tail = FALSE), seq(-8, 37, by = 0.377)),
  lnNormalSurvival = rows(function(z) pnorm(z, lower.tail = FALSE, log.p = TRUE), c(seq(-8, 40, by = 0.577), 1e3)),
  normalQuantile = rows(qnorm, c(small_tails, 0.5, 1 - small_tails[4:10])),
  normalQuantileOfUpper = rows(function(q) qnorm(q, lower.tail = FALSE), c(small_tails, 0.5, 1 - small_tails[4:10])),
  normalQuantileOfLnUpper = rows(function(q) qnorm(q, lower.tail = FALSE, log.p = TRUE),
                                 -c(1e-9, 0.01, 0.3, 0.69, 0.7, 2.5, 2.6, 20, 30, 300, 700)),
  lnGamma = rows(lgamma, c(1e-10, 0.001, 0.1, 0.49, 0.51, 0.9, 1.1, 1.49, 1.51, 1.9, 2.1, 2.49, 2.51, 5, 9.99, 10,
                           11, 50, 1e3, 1e6)),
  gammaP = rows(at_ratio(pgamma), shapes, ratios),
  gammaQ = rows(at_ratio(function(x, a) pgamma(x, a, lower.tail = FALSE)), shapes, ratios),
  lnGammaP = rows(at_ratio(function(x, a) pgamma(x, a, log.p = TRUE)), shapes, ratios),
  lnGammaQ = rows(at_ratio(function(x, a) pgamma(x, a, lower.tail = FALSE, log.p = TRUE)), shapes, c(ratios, 60)),
  gammaQuantile = rows(function(a, p) qgamma(p, a), shapes, c(tails, 0.7, 0.999)),
  gammaQuantileOfLnP = rows(function(a, p) qgamma(p, a, log.p = TRUE), shapes, c(log(tails), -0.01)),
  gammaQuantileOfLnQ = rows(function(a, q) qgamma(q, a, lower.tail = FALSE, log.p = TRUE), shapes, c(log(tails), -0.01)),
  betaP = rows(pbeta, c(1e-8, 0.01, 0.2, 0.5, 0.8, 0.99), c(0.3, 1, 4.5, 30, 800), c(0.3, 1, 4.5, 30, 800)),
  betaQuantile = rows(qbeta, c(1e-6, 0.025, 0.5, 0.975), c(0.5, 1, 4.5, 30, 800), c(0.5, 1, 4.5, 30, 800)),
  clopperLower = rows(Vectorize(function(k, n) binom.test(k, n)$conf.int[1]), c(1, 3, 50, 227), 228),
  clopperUpper = rows(Vectorize(function(k, n) binom.test(k, n)$conf.int[2]), c(0, 1, 3, 50, 227), 228)
)
writeLines(c("{", paste0("\"R\": \"", getRversion(), "\","), paste0(paste0("\"", names(tables), "\": ", tables), c(rep(",", length(tables) - 1), "")), "}"), "test/known/math.json")
