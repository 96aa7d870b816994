# The model of scenarios/benchmark.yaml in base R, whole columns at a time. From this folder:
#
#   Rscript base.R 1048576 1

source("counting.R")

simulate_path <- function(n, shape, scale, death_rate, after_shape, after_scale) {
  toxicity <- runif(n) < toxicity_risk
  progression <- rweibull(n, shape, scale)
  overall <- rexp(n, death_rate)
  progression_free <- pmin(progression, overall)
  progressed <- which(progression < overall)
  overall[progressed] <- progression[progressed] + rweibull(length(progressed), after_shape, after_scale)
  count_path(toxicity, overall, progression_free)
}

simulate <- function(n) {
  completing <- sum(runif(n) < completion_share)
  list(
    simulate_path(completing, 0.9, 34, 0.002, 1.3, 28),
    simulate_path(n - completing, 0.95, 20, 0.006, 1.2, 20)
  )
}

run_yardstick(simulate)
