# The trial of trial.cpp by rpact: getSimulationSurvival draws entry by a fixed rate, the rest as there.
#
#   Rscript trial.R 10000 1
#
# Prints one line of JSON: seconds, and how many trials crossed.
suppressPackageStartupMessages(library(rpact))
words <- commandArgs(trailingOnly = TRUE)
replicates <- as.integer(words[1])
design <- getDesignGroupSequential(kMax = 1, alpha = 0.025, sided = 1)
started <- proc.time()[["elapsed"]]
found <- getSimulationSurvival(
  design,
  lambda2 = log(2) / 20.5, hazardRatio = 0.7, directionUpper = FALSE,
  dropoutRate1 = 1 - exp(-0.01 * 12), dropoutRate2 = 1 - exp(-0.01 * 12), dropoutTime = 12,
  accrualTime = c(0, 24), maxNumberOfSubjects = 600, plannedEvents = 300,
  maxNumberOfIterations = replicates, seed = as.integer(words[2])
)
took <- proc.time()[["elapsed"]] - started
cat(sprintf(
  '{"seconds": %.6f, "replicates": %d, "crossed": %d}\n',
  took, replicates, as.integer(round(found$overallReject * replicates))
))
