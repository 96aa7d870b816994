# What rpact says of trials under way: conditional power, repeated intervals, and the analysis at the end.
# Rscript test/known/monitoring.R, from the root of the project; needs r-cran-rpact and r-cran-jsonlite.
suppressMessages(library(rpact))

quietly <- function(x) { sink("/dev/null"); on.exit(sink()); suppressMessages(suppressWarnings(x)) }

# logranks: z above 0 favours treatment, which rpact is told with the sign turned and directionUpper = FALSE
under_way <- function(name, fractions, type, alpha, events, z, planned, ratio, hazard = NULL) {
  arguments <- list(kMax = length(fractions), alpha = alpha, sided = 1, informationRates = fractions, typeOfDesign = type)
  design <- quietly(do.call(getDesignGroupSequential, arguments))
  data <- getDataset(overallEvents = events, overallLogRanks = -z, overallAllocationRatios = rep(ratio, length(z)))
  stage <- length(z)
  left <- length(fractions) > stage
  answer <- quietly(if (left)
    getAnalysisResults(design, data, nPlanned = planned, thetaH1 = hazard, directionUpper = FALSE, stage = stage, allocationRatioPlanned = ratio)
    else getAnalysisResults(design, data, directionUpper = FALSE, stage = stage))
  list(
    name = name, fractions = I(fractions), type = type, alpha = alpha, events = I(events), z = I(z), ratio = ratio,
    critical = I(design$criticalValues), hazard = hazard,
    lower = I(answer$repeatedConfidenceIntervalLowerBounds[1:stage]), upper = I(answer$repeatedConfidenceIntervalUpperBounds[1:stage]),
    conditionalPower = if (left) sum(tail(as.vector(answer$conditionalPower), 1)),
    finalP = if (!left) answer$finalPValues[stage],
    median = if (!left) answer$medianUnbiasedEstimates[stage],
    finalLower = if (!left) answer$finalConfidenceIntervalLowerBounds[stage],
    finalUpper = if (!left) answer$finalConfidenceIntervalUpperBounds[stage]
  )
}

trials <- list(
  under_way("one look left, O'Brien-Fleming spending", c(99, 201, 300) / 300, "asOF", 0.025, c(99, 201), c(1.1, 1.9), 99, 1, 0.7),
  under_way("two looks left, Pocock spending, 2:1", c(100, 200, 300) / 300, "asP", 0.025, 100, 1.4, c(100, 100), 2, 0.75),
  under_way("at the end, O'Brien-Fleming spending", c(99, 201, 300) / 300, "asOF", 0.025, c(99, 201, 300), c(1.1, 1.9, 2.3), NA, 1),
  under_way("at the end, Pocock spending, nothing shown", c(0.5, 1), "asP", 0.025, c(120, 240), c(0.4, 1.2), NA, 1)
)

exactly <- function(x) {
  if (is.list(x)) return(lapply(x, exactly))
  if (!is.numeric(x)) return(x)
  text <- ifelse(is.na(x), "#null", sprintf("#%.17g", x))
  if (inherits(x, "AsIs")) I(text) else text
}
result <- list(rpact = as.character(packageVersion("rpact")), trials = trials)
json <- gsub("\"#([^\"]*)\"", "\\1", jsonlite::toJSON(exactly(result), auto_unbox = TRUE, null = "null"))
writeLines(gsub("\\{\"name\":", "\n{\"name\":", json), "test/known/monitoring.json")
