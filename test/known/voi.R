# Expected value of partial perfect information by R, on draws of `sojourn psa`, for test/study/voi/known.test.ts.
#
#   npx tsx src/cli/main.ts psa scenarios/adjuvant.yaml --endpoint OS --draws 600 -n 400 --out OUT
#   Rscript test/known/voi.R OUT        (from the project's root; needs mgcv)
#
# One to three numbers: mgcv's gam, as R's package voi has it by default: a cubic spline of one number, tensor products of two
# and of three. All five: a Gaussian process around a plane by restricted maximum likelihood, in base R, on all rows.

suppressMessages(library(mgcv))
out <- commandArgs(trailingOnly = TRUE)[1]
p <- read.csv(file.path(out, "parameters.csv"), check.names = FALSE)
d <- read.csv(file.path(out, "draws.csv"))
d <- d[d$outcome == "OS RMST(60)", ]
y <- d$value[d$strategy == "adjuvant"] - d$value[d$strategy == "observation"]
stopifnot(identical(p$draw, d$draw[d$strategy == "adjuvant"]))
x <- setNames(p[, -1], c("relapses", "before", "after", "ratio", "toxic"))

told <- function(fitted) list(
  value = mean(pmax(0, fitted)) - max(0, mean(fitted)),
  rSquared = 1 - sum((y - fitted)^2) / sum((y - mean(y))^2)
)
by_gam <- function(formula) told(fitted(gam(formula, data = cbind(x, y = y))))

# a Gaussian process around a plane, a length for each number
process <- function(x) {
  x <- scale(x)
  n <- nrow(x); h <- cbind(1, x)
  parts <- function(theta) {
    scaled <- sweep(x, 2, exp(theta[1:ncol(x)]), "/")
    k <- exp(-0.5 * as.matrix(dist(scaled))^2)
    v <- k + diag(exp(theta[ncol(x) + 1]), n)
    inverse <- chol2inv(chol(v))
    inner <- t(h) %*% inverse %*% h
    beta <- solve(inner, t(h) %*% inverse %*% y)
    residual <- y - h %*% beta
    list(k = k, v = v, inverse = inverse, inner = inner, beta = beta, residual = residual,
         scale = sum(residual * (inverse %*% residual)) / (n - ncol(h)))
  }
  loss <- function(theta) {
    if (any(abs(theta) > 12)) return(1e10)
    p <- parts(theta)
    0.5 * ((n - ncol(h)) * log(p$scale) + determinant(p$v)$modulus + determinant(p$inner)$modulus)
  }
  best <- optim(c(rep(log(3), ncol(x)), 0), loss, method = "BFGS", control = list(maxit = 60))
  p <- parts(best$par)
  told(as.vector(h %*% p$beta + p$k %*% (p$inverse %*% p$residual)))
}

known <- list(
  "relapse-ratio" = by_gam(y ~ s(ratio, bs = "cr")),
  "toxic-death" = by_gam(y ~ s(toxic, bs = "cr")),
  "phase-2" = by_gam(y ~ te(ratio, toxic, bs = "cr")),
  "cohort" = by_gam(y ~ te(relapses, before, after, bs = "cr")),
  "all" = process(x)
)
text <- vapply(names(known), function(name) with(known[[name]], sprintf(
  "  \"%s\": { \"value\": %.10g, \"rSquared\": %.10g }", name, value, rSquared
)), "")
writeLines(c("{", paste(text, collapse = ",\n"), "}"), "test/known/voi.json")
