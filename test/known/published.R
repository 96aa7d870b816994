# Published probabilistic analyses, simulated by R from the same evidence, for test/study/psa/published.test.ts: life-years of
# the HIV model, and survival of a hip prosthesis by a Weibull regression with its covariance.
#
#   Rscript test/known/published.R     (from the project's root; no package; half a minute)
#
# published.json has means, standard deviations and quantiles over the draws. R works the models out exactly for each draw, by
# matrices and by formula, and simulates no patient: what remains is the chance of its million draws.

set.seed(20261130)
draws <- 1e6
probabilities <- c(0.025, 0.5, 0.975)
summary_of <- function(x) {
  q <- unname(quantile(x, probabilities))
  list(mean = mean(x), sd = sd(x), lower = q[1], median = q[2], upper = q[3])
}

# Chancellor and others (1997) as exercise 4.7 of Briggs, Claxton & Sculpher (2006): one change a year, twenty years,
# half-cycle correction: half of the first and of the last count
dirichlet <- function(counts) {
  gammas <- vapply(counts, function(count) rgamma(draws, count), numeric(draws))
  gammas / rowSums(gammas)
}
from_a <- dirichlet(c(a = 1251, b = 350, c = 116, dead = 17))
from_b <- dirichlet(c(b = 731, c = 512, dead = 15))
from_c <- rbeta(draws, 437, 1312)
ratio <- exp(rnorm(draws, log(0.509), log(0.710 / 0.365) / (2 * qnorm(0.975))))
life_years <- function(ratio) {
  a <- rep(1, draws); b <- c <- numeric(draws)
  alive <- 1
  years <- 0
  for (year in 1:20) {
    r <- if (year <= 2) ratio else 1
    to_c <- a * r * from_a[, "c"] + b * r * from_b[, "c"] + c * (1 - r * from_c)
    to_b <- a * r * from_a[, "b"] + b * (1 - r * (1 - from_b[, "b"]))
    a <- a * (1 - r * (1 - from_a[, "a"])); b <- to_b; c <- to_c
    years <- years + (alive + a + b + c) / 2
    alive <- a + b + c
  }
  years
}
alone <- life_years(1)
both <- life_years(ratio)

# Briggs and others (2004), total hip replacement: ln lambda by age, sex and prosthesis, ln gamma; a man of 60 years
coefficients <- c(-5.490935, -0.0367022, 0.768536, -1.344474, 0.3740968)
covariance <- matrix(c(
  0.207892^2, -0.000783, -0.007247, -0.000642, -0.005691,
  -0.000783, 0.0052112^2, 0.000033, -0.000111, 0.000000028,
  -0.007247, 0.000033, 0.109066^2, 0.000184, 0.0000051,
  -0.000642, -0.000111, 0.000184, 0.3825815^2, 0.000259,
  -0.005691, 0.000000028, 0.0000051, 0.000259, 0.0474501^2
), 5)
drawn <- t(coefficients + t(chol(covariance)) %*% matrix(rnorm(5 * draws), 5))
unrevised <- function(time, new) exp(-exp(drawn[, 1] + 60 * drawn[, 2] + drawn[, 3] + new * drawn[, 4]) * time^exp(drawn[, 5]))

known <- list(
  "zidovudine" = summary_of(alone),
  "with-lamivudine" = summary_of(both),
  "gained" = summary_of(both - alone),
  "standard at 20" = summary_of(unrevised(20, 0)),
  "new at 20" = summary_of(unrevised(20, 1)),
  "spared at 20" = summary_of(unrevised(20, 1) - unrevised(20, 0))
)
lines <- vapply(names(known), function(name) {
  fields <- sprintf("\"%s\": %.17g", names(known[[name]]), unlist(known[[name]]))
  sprintf("  \"%s\": { %s }", name, paste(fields, collapse = ", "))
}, "")
writeLines(c("{", paste(lines, collapse = ",\n"), "}"), "test/known/published.json")
