# What rpact simulates of designs that raise events at their look: independent of this program, with their standard errors.
# Rscript test/known/adaptive.R, from the root of the project; needs r-cran-rpact and r-cran-jsonlite. A minute.
suppressMessages(library(rpact))

quietly <- function(x) { sink("/dev/null"); on.exit(sink()); suppressMessages(suppressWarnings(x)) }
trials <- 20000

# raised to a conditional power of 90% under the effect seen, from 150 to 300 further events
raised <- function(name, design, ratio) {
  found <- quietly(getSimulationSurvival(
    design = design, lambda2 = log(2) / 10, hazardRatio = ratio, directionUpper = FALSE,
    accrualTime = c(0, 33.75), accrualIntensity = 20, plannedEvents = c(150, 300),
    conditionalPower = 0.9, minNumberOfEventsPerStage = c(NA, 150), maxNumberOfEventsPerStage = c(NA, 300),
    maxNumberOfIterations = trials, seed = 1234
  ))
  list(name = name, ratio = ratio, trials = trials, rejected = found$overallReject, events = found$expectedNumberOfEvents)
}
normal <- quietly(getDesignInverseNormal(kMax = 2, informationRates = c(0.5, 1), typeOfDesign = "asOF", alpha = 0.025))
fisher <- quietly(getDesignFisher(kMax = 2, method = "userDefinedAlpha", userAlphaSpending = c(0.0102, 0.025), alpha = 0.025))
answers <- list(
  raised("inverse-normal", normal, 0.75), raised("inverse-normal", normal, 1),
  raised("fisher", fisher, 0.75), raised("fisher", fisher, 1)
)
writeLines(jsonlite::toJSON(answers, auto_unbox = TRUE, pretty = TRUE, digits = 8), "test/known/adaptive.json")
