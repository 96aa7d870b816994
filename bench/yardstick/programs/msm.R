# The states of scenarios/benchmark.yaml with constant hazards (../constant-hazards.yaml), which is what the R package
# msm can simulate of it: hazards that are constant, or piecewise constant in time since the start, and no clock that
# starts anew. sim.msm simulates one patient. From this folder:
#
#   Rscript msm.R 4096 1

suppressMessages(library(msm))
source("counting.R")

states <- c("completing", "not-completing", "progressed-completing", "progressed-not-completing", "dead")
hazards <- matrix(0, 5, 5, dimnames = list(states, states))
hazards["completing", c("progressed-completing", "dead")] <- c(0.025, 0.002)
hazards["not-completing", c("progressed-not-completing", "dead")] <- c(0.04, 0.006)
hazards["progressed-completing", "dead"] <- 0.03
hazards["progressed-not-completing", "dead"] <- 0.04

# times of the first event and of death, Inf where they are after the horizon
simulate_patient <- function(start) {
  history <- sim.msm(hazards, maxtime = horizon, start = start)
  c(
    progression_free = if (length(history$times) > 1 && history$states[2] != start) history$times[2] else Inf,
    overall = if (tail(history$states, 1) == 5) tail(history$times, 1) else Inf
  )
}

simulate_path <- function(n, start) {
  toxicity <- runif(n) < toxicity_risk
  times <- vapply(rep(start, n), simulate_patient, numeric(2))
  count_path(toxicity, times["overall", ], times["progression_free", ])
}

simulate <- function(n) {
  completing <- sum(runif(n) < completion_share)
  list(simulate_path(completing, 1), simulate_path(n - completing, 2))
}

run_yardstick(simulate, slice = 512)
