# Regressions of the value of information by R, for test/math/smoothing.test.ts.
#
#   Rscript test/known/smoothing.R        (from the project's root; needs mgcv)
#
# Rows are even but in no order (Kronecker's sequence), so that R and TypeScript have the same data without a file. Of each
# case: mean of max(0, fitted) less max(0, mean), R squared, and every hundredth fitted value.
# Up to four columns: mgcv's tensor products of cubic splines with 4 functions of each column, as R's package voi has them.
# Five: a Gaussian process around a plane with all rows, by restricted maximum likelihood, in base R.

suppressMessages(library(mgcv))

column <- function(n, k) qnorm(((seq_len(n) * sqrt(c(2, 3, 5, 7, 11, 13)[k])) %% 1))
data_of <- function(n) as.data.frame(setNames(lapply(1:6, function(k) column(n, k)), paste0("x", 1:6)))

told <- function(fitted, y) list(
  value = mean(pmax(0, fitted)) - max(0, mean(fitted)),
  rSquared = 1 - sum((y - fitted)^2) / sum((y - mean(y))^2),
  fitted = fitted[seq(1, length(fitted), by = 100)]
)

d <- data_of(2000)
noise <- d$x6
cases <- list()
y <- sin(2 * d$x1) + 0.5 * d$x1 + noise
cases$one <- told(fitted(gam(y ~ s(x1, bs = "cr"), data = d)), y)
y <- d$x1 + d$x2 + 0.5 * d$x1 * d$x2 + noise
cases$two <- told(fitted(gam(y ~ te(x1, x2, k = 4), data = d)), y)
y <- d$x1 - d$x2 + 0.5 * d$x3 + 0.3 * d$x3^2 + 0.4 * d$x1 * d$x4 - 0.3 + noise
cases$four <- told(fitted(gam(y ~ te(x1, x2, x3, x4, k = 4), data = d)), y)

process <- function(x, y) {
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
  best <- optim(c(rep(log(3), ncol(x)), 0), loss, method = "BFGS", control = list(maxit = 100))
  p <- parts(best$par)
  as.vector(h %*% p$beta + p$k %*% (p$inverse %*% p$residual))
}
small <- data_of(250)
x <- as.matrix(small[, 1:5])
y <- small$x1 - small$x2 + small$x3 + 0.5 * small$x4^2 - small$x5 + 0.6 * small$x1 * small$x2 - 0.5 + 0.5 * small$x6
cases$five <- told(process(x, y), y)

number <- function(v) paste(sprintf("%.10g", v), collapse = ", ")
text <- vapply(names(cases), function(name) with(cases[[name]], sprintf(
  '  "%s": { "value": %s, "rSquared": %s, "fitted": [%s] }', name, number(value), number(rSquared), number(fitted)
)), "")
writeLines(c("{", paste(text, collapse = ",\n"), "}"), "test/known/smoothing.json")
