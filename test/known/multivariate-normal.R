# Normal probabilities of leaving a box, for test/math/multivariate-normal.test.ts.
#
#   Rscript test/known/multivariate-normal.R     (from the project's root; packages mvtnorm, jsonlite)
#
# Two and three variables by mvtnorm's TVPACK (Genz 2004, exact to 1e-14); four that are alike, as a sum with one
# common normal, by integrate(); four of a singular matrix, where the last is a multiple of the sum of two, by
# integrate() over those that are left.

library(mvtnorm)

cdf <- function(R, upper) pmvnorm(rep(-Inf, nrow(R)), upper, corr = R, algorithm = TVPACK(1e-14))[1]
below <- function(R, m) 1 - cdf(R, rep(m, nrow(R)))
# TVPACK has no boxes: by inclusion and exclusion of what is below -m
tvpack <- function(R, m) {
  signs <- as.matrix(expand.grid(rep(list(c(1, -1)), nrow(R))))
  1 - sum(apply(signs, 1, function(s) prod(s) * cdf(R, s * m)))
}
pair <- function(r) matrix(c(1, r, r, 1), 2)
triple <- function(a, b, c) matrix(c(1, a, b, a, 1, c, b, c, 1), 3)

case <- function(R, m, sided, value) list(correlation = R, limit = m, sided = sided, outside = value)
cases <- list()
for (m in c(0.3, 1, 2.2, 3.5)) {
  for (R in list(pair(0), pair(0.5), pair(-0.9), pair(0.999), triple(0.3, 0.2, 0.1), triple(0.9, 0.8, 0.95),
                 triple(-0.5, 0.4, 0.2), triple(-0.4, -0.4, -0.4))) {
    cases <- c(cases, list(case(R, m, 2, tvpack(R, m)), case(R, m, 1, below(R, m))))
  }
  for (r in c(0.1, 0.5, 0.9)) {
    R <- matrix(r, 4, 4) + diag(1 - r, 4)
    inside <- integrate(function(u) {
      f <- function(x) pnorm((x - sqrt(r) * u) / sqrt(1 - r))
      dnorm(u) * (f(m) - f(-m))^4
    }, -12, 12, rel.tol = 1e-13, subdivisions = 2000)$value
    cases <- c(cases, list(case(R, m, 2, 1 - inside)))
  }
  # X1, X2 independent, their sum over sqrt(2), and X4 independent of all
  h <- sqrt(0.5)
  R <- matrix(c(1, 0, h, 0, 0, 1, h, 0, h, h, 1, 0, 0, 0, 0, 1), 4)
  slice <- function(x) pmax(0, pnorm(pmin(m, m / h - x)) - pnorm(pmax(-m, -m / h - x)))
  kink <- m / h - m
  inside <- sum(sapply(list(c(-m, -kink), c(-kink, kink), c(kink, m)), function(ab)
    integrate(function(x) dnorm(x) * slice(x), ab[1], ab[2], rel.tol = 1e-13)$value))
  cases <- c(cases, list(case(R, m, 2, 1 - inside * (1 - 2 * pnorm(-m)))))
}

exactly <- function(x) {
  if (is.list(x)) return(lapply(x, exactly))
  if (!is.numeric(x)) return(x)
  text <- sprintf("#%.17g", x)
  if (is.matrix(x)) matrix(text, nrow(x)) else text
}
result <- list(versions = list(R = as.character(getRversion()), mvtnorm = as.character(packageVersion("mvtnorm"))),
               cases = cases)
json <- gsub("\"#([^\"]*)\"", "\\1", jsonlite::toJSON(exactly(result), auto_unbox = TRUE))
writeLines(gsub("{\"correlation\":", "\n{\"correlation\":", json, fixed = TRUE), "test/known/multivariate-normal.json")
