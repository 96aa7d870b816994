# What rpact and mvtnorm say of combination tests.
# Rscript test/known/combination.R, from the root of the project; needs r-cran-rpact, r-cran-mvtnorm and r-cran-jsonlite.
suppressMessages(library(rpact))
suppressMessages(library(mvtnorm))

quietly <- function(x) { sink("/dev/null"); on.exit(sink()); suppressMessages(suppressWarnings(x)) }

fisher <- function(spent) {
  design <- quietly(getDesignFisher(kMax = length(spent), method = "userDefinedAlpha", userAlphaSpending = spent, alpha = max(spent)))
  list(spent = I(spent), critical = I(design$criticalValues))
}
equal <- function(stages, alpha) {
  design <- quietly(getDesignFisher(kMax = stages, method = "equalAlpha", alpha = alpha))
  list(critical = I(design$criticalValues), spent = I(design$alphaSpent))
}
combined <- function(fractions, type, z) {
  design <- quietly(getDesignInverseNormal(informationRates = fractions, typeOfDesign = type, alpha = 0.025))
  data <- getDataset(events = diff(c(0, fractions)) * 200, logRanks = z, allocationRatios = rep(1, length(z)))
  stage <- quietly(getStageResults(design, data, stage = length(z)))
  list(fractions = I(fractions), z = I(z), combined = stage$combInverseNormal[length(z)])
}
crp <- function(fractions, type, z) {
  design <- quietly(getDesignInverseNormal(informationRates = fractions, typeOfDesign = type, alpha = 0.025))
  n <- length(fractions); s <- length(z); t <- fractions[s]
  b <- (design$criticalValues * sqrt(fractions) - z[s] * sqrt(t)) / sqrt(pmax(fractions - t, 1e-9))
  left <- fractions[(s + 1):n] - t
  rho <- outer(left, left, function(a, b) sqrt(pmin(a, b) / pmax(a, b)))
  upper <- b[(s + 1):n]
  p <- if (length(upper) == 1) pnorm(upper, lower.tail = FALSE) else 1 - pmvnorm(upper = upper, corr = rho, algorithm = Miwa(steps = 4096))[1]
  list(fractions = I(fractions), critical = I(design$criticalValues), z = z[s], stage = s, level = p)
}
populations <- function(z, share) {
  r <- sqrt(share)
  list(z = I(z), share = share, p = 1 - pmvnorm(upper = rep(max(z), 2), corr = matrix(c(1, r, r, 1), 2), algorithm = Miwa(steps = 4096))[1])
}

answers <- list(
  fisher = list(fisher(c(0.0102, 0.025)), fisher(c(0.005, 0.012, 0.025)), fisher(c(0.004, 0.01, 0.017, 0.025))),
  equal = list(equal(2, 0.025), equal(3, 0.025), equal(4, 0.05)),
  combined = list(combined(c(0.5, 1), "OF", c(1.2, 2.1)), combined(c(0.3, 0.7, 1), "P", c(0.4, 1.2, 2.0))),
  conditional = list(crp(c(0.5, 1), "OF", 1.2), crp(c(0.3, 0.7, 1), "asOF", 0.9), crp(c(0.25, 0.5, 0.75, 1), "P", c(0.3, 1.5))),
  populations = list(populations(c(1.7, 2.4), 0.4), populations(c(2.1, 1.2), 0.7))
)
exactly <- function(x) {
  if (is.list(x)) return(lapply(x, exactly))
  if (!is.numeric(x)) return(x)
  text <- sprintf("#%.17g", x)
  if (inherits(x, "AsIs")) I(text) else text
}
written <- jsonlite::toJSON(exactly(answers), auto_unbox = TRUE, pretty = TRUE)
writeLines(gsub("\"#([^\"]*)\"", "\\1", written), "test/known/combination.json")
