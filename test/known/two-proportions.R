# Tests of two shares and of one: R's values at full precision.
# Rscript test/known/two-proportions.R > test/known/two-proportions.json
suppressPackageStartupMessages(library(rpact))
number <- function(x) sprintf("%.17g", x)
row <- function(x) paste0("[", paste(number(x), collapse = ","), "]")
tables <- list(c(12, 50, 22, 50), c(3, 40, 11, 60), c(0, 20, 4, 25), c(30, 30, 28, 31))
pooled <- sapply(tables, function(t) {
  # the square root of the chi-square statistic without continuity correction, with its sign
  s <- suppressWarnings(prop.test(c(t[3], t[1]), c(t[4], t[2]), correct = FALSE))
  sign(t[3] / t[4] - t[1] / t[2]) * sqrt(unname(s$statistic))
})
fisher <- sapply(tables, function(t)
  fisher.test(matrix(c(t[3], t[4] - t[3], t[1], t[2] - t[1]), 2), alternative = "greater")$p.value)
wilson <- function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int
newcombe <- lapply(tables, function(t) {
  p0 <- t[1] / t[2]; p1 <- t[3] / t[4]; w0 <- wilson(t[1], t[2]); w1 <- wilson(t[3], t[4])
  c(p1 - p0 - sqrt((p1 - w1[1])^2 + (w0[2] - p0)^2), p1 - p0 + sqrt((w1[2] - p1)^2 + (p0 - w0[1])^2))
})
# score tests against a difference and against a ratio: the shares that are likeliest under the null, by optimize
score <- function(t, slope, shift) {
  low <- max(0, -shift / slope); high <- min(1, (1 - shift) / slope)
  xlog <- function(x, p) ifelse(x == 0, 0, x * log(p))
  f <- function(p) { q <- slope * p + shift
    xlog(t[1], p) + xlog(t[2] - t[1], 1 - p) + xlog(t[3], q) + xlog(t[4] - t[3], 1 - q) }
  p <- optimize(f, c(low, high), maximum = TRUE, tol = 1e-13)$maximum; q <- slope * p + shift
  (t[3] / t[4] - slope * t[1] / t[2] - shift) / sqrt(q * (1 - q) / t[4] + slope^2 * p * (1 - p) / t[2])
}
difference <- sapply(tables, score, slope = 1, shift = -0.1)
ratio <- sapply(tables, score, slope = 0.8, shift = 0)
# rpact: power of one look, against 0, against a margin of the difference and of the ratio
rates <- function(...) getPowerRates(getDesignGroupSequential(kMax = 1, alpha = 0.025), groups = 2, maxNumberOfSubjects = 190,
  allocationRatioPlanned = 1, ...)$overallReject
rpact <- c(rates(pi1 = 0.5, pi2 = 0.3, directionUpper = TRUE),
  rates(pi1 = 0.5, pi2 = 0.45, thetaH0 = -0.15, directionUpper = TRUE),
  rates(pi1 = 0.5, pi2 = 0.5, thetaH0 = 0.75, riskRatio = TRUE, directionUpper = TRUE))
# exact power of Fisher's test with 30 patients an arm, .2 against .5 at one-sided .025, over all tables
p <- outer(0:30, 0:30, Vectorize(function(a, b)
  fisher.test(matrix(c(b, 30 - b, a, 30 - a), 2), alternative = "greater")$p.value))
fisherPower <- sum(outer(dbinom(0:30, 30, 0.2), dbinom(0:30, 30, 0.5)) * (p <= 0.025))
cat(paste0('{\n"tables": [', paste(sapply(tables, row), collapse = ","), '],\n"pooled": ', row(pooled), ',\n"fisher": ', row(fisher),
  ',\n"newcombe": [', paste(sapply(newcombe, row), collapse = ","), '],\n"difference": ', row(difference), ',\n"ratio": ', row(ratio),
  ',\n"rpact": ', row(rpact), ',\n"fisherPower": ', number(fisherPower), '\n}\n'))
