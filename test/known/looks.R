# What rpact prints of group-sequential designs with events as looks: the rows that do not depend on how it gets its drift.
# Rscript test/known/looks.R, from the root of the project; needs r-cran-rpact and r-cran-jsonlite.
suppressMessages(library(rpact))

quietly <- function(x) { sink("/dev/null"); on.exit(sink()); suppressMessages(suppressWarnings(x)) }

looks <- function(name, events, futility, binding, dropout) {
  arguments <- list(
    kMax = length(events), informationRates = events / tail(events, 1), typeOfDesign = "asOF", alpha = 0.025, sided = 1
  )
  if (!is.null(futility)) arguments <- c(arguments, list(futilityBounds = futility, bindingFutility = binding))
  design <- quietly(do.call(getDesignGroupSequential, arguments))
  rate <- 1 - exp(-dropout * 12)
  power <- quietly(getPowerSurvival(
    design, median2 = 20.5, hazardRatio = 0.7, directionUpper = FALSE, accrualTime = c(0, 24), maxNumberOfSubjects = 600,
    maxNumberOfEvents = tail(events, 1), dropoutRate1 = rate, dropoutRate2 = rate, dropoutTime = 12
  ))
  null <- quietly(getPowerAndAverageSampleNumber(design, theta = 0, nMax = 1))
  list(
    name = name, events = I(events), futility = if (is.null(futility)) NULL else I(futility), binding = binding, dropout = dropout,
    critical = I(design$criticalValues), alphaSpent = I(design$alphaSpent), levels = I(design$stageLevels),
    time = I(as.vector(power$analysisTime)), patients = I(as.vector(power$numberOfSubjects)),
    effect = I(as.vector(power$criticalValuesEffectScale)),
    # under the null hypothesis with futility obeyed
    rejectNull = I(as.vector(null$rejectPerStage)),
    futilityNull = if (is.null(futility)) NULL else I(as.vector(null$futilityPerStage))
  )
}

designs <- list(
  looks("no futility", c(99, 201, 300), NULL, FALSE, 0.01),
  looks("non-binding futility", c(99, 201, 300), c(0, 0.5), FALSE, 0),
  looks("binding futility", c(120, 300), 0.3, TRUE, 0)
)
writeLines(jsonlite::toJSON(designs, auto_unbox = TRUE, digits = NA, null = "null", pretty = 1), "test/known/looks.json")
