# Dunnett's tests, once and group-sequentially, for test/sequential/multi-arm.test.ts.
#
#   Rscript test/known/multi-arm.R     (from the project's root; packages mvtnorm, jsonlite)
#
# Tails by mvtnorm: up to three comparisons by TVPACK (exact to 1e-14), several looks of two comparisons by Miwa's algorithm
# on a fine grid (about 1e-8).

library(mvtnorm)

correlation <- function(shares, fractions) {
  K <- length(shares); J <- length(fractions)
  between <- outer(sqrt(shares), sqrt(shares)); diag(between) <- 1
  over <- outer(fractions, fractions, function(s, t) sqrt(pmin(s, t) / pmax(s, t)))
  kronecker(over, between)
}
tail_of <- function(shares, c) {
  R <- correlation(shares, 1)
  if (length(shares) == 1) return(pnorm(c, lower.tail = FALSE))
  1 - pmvnorm(rep(-Inf, nrow(R)), rep(c, nrow(R)), corr = R, algorithm = TVPACK(1e-14))[1]
}
dunnett <- list()
for (shares in list(0.5, c(0.5, 0.5), c(1 / 3, 0.6), c(0.5, 0.5, 0.5), c(0.3, 0.9, 0.95)))
  for (c in c(-0.5, 1, 2.06, 3.2))
    dunnett <- c(dunnett, list(list(shares = I(shares), c = c, tail = tail_of(shares, c))))

looks <- list()
for (one in list(list(shares = c(0.5, 0.5), fractions = c(0.5, 1), upper = c(2.8, 2.2)),
                 list(shares = c(0.4, 0.6), fractions = c(0.3, 1), upper = c(3.1, 2.1)))) {
  by <- sapply(seq_along(one$fractions), function(j)
    1 - pmvnorm(rep(-Inf, 2 * j), rep(one$upper[1:j], each = 2),
                corr = correlation(one$shares, one$fractions[1:j]), algorithm = Miwa(steps = 2048))[1])
  looks <- c(looks, list(c(one, list(any = by))))
}

writeLines(jsonlite::toJSON(list(dunnett = dunnett, looks = looks), digits = I(17), auto_unbox = TRUE),
           "test/known/multi-arm.json")
