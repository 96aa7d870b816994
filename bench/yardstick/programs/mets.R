# The model of scenarios/benchmark.yaml with the R package mets: rcrisk draws competing risks and rchaz one event,
# each from a cumulative hazard given at points and linear between them. simMultistate of mets 1.3 runs every clock from
# the start, so that the two sojourns are drawn one after the other. From this folder:
#
#   Rscript mets.R 262144 1

suppressMessages(library(mets))
source("counting.R")

# at each row, so that the counts are those of the exact curve but for the sums of two sojourns
times <- seq(0, horizon, 1 / rows_per_month)
weibull <- function(shape, scale) cbind(times, (times / scale)^shape)
exponential <- function(rate) cbind(times, rate * times)

paths <- list(
  list(progression = weibull(0.9, 34), death = exponential(0.002), after = weibull(1.3, 28)),
  list(progression = weibull(0.95, 20), death = exponential(0.006), after = weibull(1.2, 20))
)

# status 0: at the horizon
time_of <- function(drawn) ifelse(drawn$status == 0, Inf, drawn$time)

simulate_path <- function(n, path) {
  toxicity <- runif(n) < toxicity_risk
  first <- rcrisk(path$progression, path$death, n = n)
  progression_free <- time_of(first)
  overall <- progression_free
  progressed <- which(first$status == 1)
  overall[progressed] <- progression_free[progressed] + time_of(rchaz(path$after, n = length(progressed)))
  count_path(toxicity, overall, progression_free)
}

simulate <- function(n) {
  completing <- sum(runif(n) < completion_share)
  list(simulate_path(completing, paths[[1]]), simulate_path(n - completing, paths[[2]]))
}

run_yardstick(simulate)
