# Shares in the states of two models by R's own means, for test/closed-forms/known.test.ts.
#
#   Rscript test/known/closed-forms.R        (from the project's root; packages msm, jsonlite)
#
# markov: the four-state chain with recovery of test/closed-forms/markov.ts, all of exp(Q t) by rows, from
#   msm::MatrixExp by Pade approximation.
# weibull: the illness-death model of test/closed-forms/clocks.ts, the share alive and ill, from stats::integrate; the
#   clock of death after illness starts at illness (entry) or runs from the start.

library(msm)

rates <- rbind(c(0, 0.12, 0, 0.004), c(0.2, 0, 0.08, 0.01), c(0, 0.06, 0, 0.09), c(0, 0, 0, 0))
q <- rates - diag(rowSums(rates))
markov_times <- c(1, 3, 6, 12, 24, 60)
rows <- function(m) lapply(seq_len(nrow(m)), function(i) m[i, ])
markov <- lapply(markov_times, function(t) rows(MatrixExp(q, t, method = "pade")))

hazard <- function(t, k, s) (k / s) * (t / s)^(k - 1)
cumulative <- function(t, k, s) (t / s)^k
# the density of falling ill is unbounded at 0 (shape 0.8): integrate over v = u^0.8, which has du = u^0.2 dv / 0.8
ill <- function(t, since) {
  f <- function(v) {
    u <- v^(1 / 0.8)
    hazard(u, 0.8, 18) * u^0.2 / 0.8 * exp(-cumulative(u, 0.8, 18) - cumulative(u, 1.6, 40) - since(u, t))
  }
  integrate(f, 0, t^0.8, rel.tol = 1e-12, abs.tol = 0, subdivisions = 2000)$value
}
entry <- function(u, t) cumulative(t - u, 1.4, 12)
start <- function(u, t) cumulative(t, 1.4, 12) - cumulative(u, 1.4, 12)
weibull_times <- c(2, 5, 9, 14, 20, 30, 60)

out <- list(
  markov = list(times = markov_times, matrices = markov),
  weibull = list(
    times = weibull_times,
    entry = sapply(weibull_times, ill, since = entry),
    start = sapply(weibull_times, ill, since = start)
  )
)
# toJSON stops at 15 digits: numbers go through it as marked text with all 17
exact <- rapply(out, function(x) sprintf("#%.17g", x), "numeric", how = "replace")
json <- gsub("\"#([^\"]*)\"", "\\1", jsonlite::toJSON(exact))
writeLines(gsub("(\"[a-z]+\":)", "\n\\1 ", json), "test/known/closed-forms.json")
