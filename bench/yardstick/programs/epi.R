# The model of scenarios/benchmark.yaml with simLexis of the R package Epi: a multi-state model with several time
# scales, whose cumulative rates it reads at points, here every month, and takes as linear between them. From this
# folder:
#
#   Rscript epi.R 512 1

suppressMessages(library(Epi))
source("counting.R")

states <- c("completing", "not-completing", "progressed-completing", "progressed-not-completing", "dead")

# simLexis wants the hazard of each interval, given by its start on every time scale and its length
weibull <- function(scale_of_time, shape, scale) {
  force(scale_of_time)
  function(intervals) {
    from <- intervals[[scale_of_time]]
    ((from + intervals$lex.dur) / scale)^shape - (from / scale)^shape
  }
}
exponential <- function(rate) {
  force(rate)
  function(intervals) rate * intervals$lex.dur
}

transitions <- list(
  "completing" = list("progressed-completing" = weibull("start", 0.9, 34), "dead" = exponential(0.002)),
  "not-completing" = list("progressed-not-completing" = weibull("start", 0.95, 20), "dead" = exponential(0.006)),
  "progressed-completing" = list("dead" = weibull("after", 1.3, 28)),
  "progressed-not-completing" = list("dead" = weibull("after-not", 1.2, 20))
)

starting <- function(n, state) {
  entry <- data.frame(
    start = rep(0, n), after = NA_real_, "after-not" = NA_real_, lex.Cst = factor(state, levels = states),
    lex.Xst = factor(NA, levels = states), lex.dur = NA_real_, lex.id = seq_len(n), check.names = FALSE
  )
  structure(
    entry,
    class = c("Lexis", "data.frame"), time.scales = c("start", "after", "after-not"),
    time.since = c("", "progressed-completing", "progressed-not-completing"), breaks = list()
  )
}

simulate_path <- function(n, state) {
  toxicity <- runif(n) < toxicity_risk
  history <- simLexis(transitions, starting(n, state), t.range = horizon, n.int = horizon + 1)
  end <- history$start + history$lex.dur
  moved <- history$lex.Xst != history$lex.Cst
  first <- history$lex.Cst == state
  overall <- progression_free <- rep(Inf, n)
  progression_free[history$lex.id[first & moved]] <- end[first & moved]
  died <- moved & history$lex.Xst == "dead"
  overall[history$lex.id[died]] <- end[died]
  count_path(toxicity, overall, progression_free)
}

simulate <- function(n) {
  completing <- sum(runif(n) < completion_share)
  list(simulate_path(completing, "completing"), simulate_path(n - completing, "not-completing"))
}

run_yardstick(simulate, slice = 128)
