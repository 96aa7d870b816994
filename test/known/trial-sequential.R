# Group-sequential designs, for test/sequential/.
#
#   Rscript test/known/trial-sequential.R        (from the project's root; packages rpact, mvtnorm, jsonlite)
#
# trial-sequential.json keeps three independent answers. `designs` is what rpact gives at its finest tolerance, 1e-10:
# boundaries, errors spent, shift, inflation factor, expected sizes, chances of stopping. `exact` is the multivariate
# normal by TVPACK, for up to three looks without lower boundaries good to 1e-14. `grids` is the recursion of Jennison &
# Turnbull (2000), section 19.2, with Simpson's rule as they print it but r = 400 in place of their 18: Simpson's error
# falls with r^4. `tight` are boundaries by that grid.

suppressMessages(library(rpact))
library(mvtnorm)

of <- list(family = "lan-demets-obrien-fleming")
pk <- list(family = "lan-demets-pocock")
hsd <- function(gamma) list(family = "hwang-shih-decani", parameter = gamma)
kd <- function(rho) list(family = "power", parameter = rho)
wt <- function(delta) list(delta = delta)
none <- NULL

arguments_of <- function(rule) {
  if (!is.null(rule$delta)) return(list(typeOfDesign = "WT", deltaWT = rule$delta))
  switch(rule$family,
    "lan-demets-obrien-fleming" = list(typeOfDesign = "asOF"),
    "lan-demets-pocock" = list(typeOfDesign = "asP"),
    "hwang-shih-decani" = list(typeOfDesign = "asHSD", gammaA = rule$parameter),
    "power" = list(typeOfDesign = "asKD", gammaA = rule$parameter),
    "given" = list(typeOfDesign = "asUser", userAlphaSpending = rule$cumulative)
  )
}
beta_arguments_of <- function(rule) switch(rule$family,
  "lan-demets-obrien-fleming" = list(typeBetaSpending = "bsOF"),
  "lan-demets-pocock" = list(typeBetaSpending = "bsP"),
  "hwang-shih-decani" = list(typeBetaSpending = "bsHSD", gammaB = rule$parameter),
  "power" = list(typeBetaSpending = "bsKD", gammaB = rule$parameter),
  "given" = list(typeBetaSpending = "bsUser", userBetaSpending = rule$cumulative)
)

known <- function(name, fractions, alpha, efficacy, sides = 1, power = 0.8, beta = NULL, z = NULL, binding = FALSE) {
  arguments <- c(
    list(alpha = alpha, beta = 1 - power, sided = sides, informationRates = fractions, tolerance = 1e-10),
    arguments_of(efficacy),
    if (!is.null(beta)) beta_arguments_of(beta),
    if (!is.null(z)) list(futilityBounds = z),
    if (sides == 1 && length(fractions) > 1) list(bindingFutility = binding)
  )
  d <- suppressWarnings(do.call(getDesignGroupSequential, arguments))
  ch <- getDesignCharacteristics(d)
  list(
    name = name, fractions = I(fractions), alpha = alpha, sides = sides, power = power, binding = binding,
    efficacy = efficacy, beta = beta, z = if (is.null(z)) NULL else I(z),
    rpact = list(
      efficacy = I(d$criticalValues),
      futility = if (!is.null(beta)) I(d$futilityBounds) else NULL,
      alphaSpent = I(d$alphaSpent), nominal = I(d$stageLevels),
      shift = ch$shift, inflation = ch$inflationFactor,
      expected = list(null = ch$averageSampleNumber0, half = ch$averageSampleNumber01, effect = ch$averageSampleNumber1),
      rejection = I(as.vector(ch$rejectionProbabilities)),
      futilityChances = I(as.vector(ch$futilityProbabilities))
    )
  )
}

designs <- list(
  known("no interim look", 1, 0.025, of),
  known("asOF, three looks", (1:3) / 3, 0.025, of),
  known("asOF, the trial of 99, 201 and 300 events", c(0.33, 0.67, 1), 0.025, of, power = 0.9),
  known("asOF, eight looks", (1:8) / 8, 0.025, of),
  known("asOF, unequal", c(0.25, 0.6, 0.75, 1), 0.05, of, power = 0.9),
  known("asP, five looks", (1:5) / 5, 0.025, pk),
  known("asP, unequal", c(0.4, 0.5, 1), 0.01, pk, power = 0.95),
  known("asHSD -4", (1:4) / 4, 0.025, hsd(-4)),
  known("asHSD 1, unequal", c(0.2, 0.7, 1), 0.025, hsd(1)),
  known("asHSD 0", c(0.5, 1), 0.025, hsd(0)),
  known("asKD 3", (1:4) / 4, 0.025, kd(3), power = 0.9),
  known("asKD 1.5, six unequal looks", c(0.1, 0.3, 0.45, 0.6, 0.9, 1), 0.025, kd(1.5)),
  known("given errors", c(0.3, 0.6, 1), 0.025, list(family = "given", cumulative = c(0.003, 0.01, 0.025))),
  known("OF, five looks, two-sided", (1:5) / 5, 0.05, wt(0), sides = 2),
  known("P, five looks, two-sided", (1:5) / 5, 0.05, wt(0.5), sides = 2),
  known("OF, unequal", c(0.3, 0.8, 1), 0.025, wt(0)),
  known("WT 0.25, four looks", (1:4) / 4, 0.025, wt(0.25), power = 0.9),
  known("WT 0.1, two-sided", (1:6) / 6, 0.01, wt(0.1), sides = 2, power = 0.9),
  known("asOF, two-sided", (1:3) / 3, 0.05, of, sides = 2),
  known("asP, two-sided, seven looks", (1:7) / 7, 0.05, pk, sides = 2, power = 0.9),
  known("asHSD -2, two-sided", c(0.35, 0.7, 1), 0.1, hsd(-2), sides = 2),
  known("asOF and bsOF, not binding", (1:3) / 3, 0.025, of, beta = of),
  known("asOF and bsOF, binding", (1:3) / 3, 0.025, of, beta = of, binding = TRUE),
  known("asOF and bsP, not binding", c(0.4, 0.7, 1), 0.025, of, beta = pk, power = 0.9),
  known("asHSD -4 and bsHSD -2, binding", (1:4) / 4, 0.025, hsd(-4), beta = hsd(-2), power = 0.9, binding = TRUE),
  known("asKD 2 and bsKD 1, not binding", (1:5) / 5, 0.025, kd(2), beta = kd(1)),
  known("asP and bsKD 3, binding", c(0.3, 0.6, 0.8, 1), 0.05, pk, beta = kd(3), power = 0.9, binding = TRUE),
  known("asOF and bsHSD 1, eight looks, not binding", (1:8) / 8, 0.025, of, beta = hsd(1), power = 0.9),
  known("asOF, given futility, not binding", (1:3) / 3, 0.025, of, z = c(0, 0.5)),
  known("asOF, given futility, binding", (1:3) / 3, 0.025, of, z = c(0, 0.5), binding = TRUE),
  known("OF, given futility, binding", (1:3) / 3, 0.025, wt(0), z = c(-0.5, 0.8), binding = TRUE),
  known("P, given futility, not binding", (1:4) / 4, 0.025, wt(0.5), z = c(-0.5, 0, 0.5))
)

# P(Z1 < b1), P(Z1 < b1, Z2 < b2), ... by TVPACK, hence the chances of crossing first at each look
exact <- function(fractions, upper, drift) {
  k <- length(fractions)
  r <- outer(fractions, fractions, function(s, t) sqrt(pmin(s, t) / pmax(s, t)))
  stay <- sapply(seq_len(k), function(j) {
    at <- upper[1:j] - drift * sqrt(fractions[1:j])
    if (j == 1) pnorm(at) else as.numeric(pmvnorm(upper = at, corr = r[1:j, 1:j], algorithm = TVPACK(1e-15)))
  })
  list(fractions = fractions, upper = upper, drift = drift, stay = stay)
}

# Jennison & Turnbull's grid for one look: odd points denser near the mean, midpoints between them, Simpson's weights
grid <- function(mean, lower, upper, r) {
  i <- 1:(6 * r - 1)
  x <- mean + ifelse(i < r, -3 - 4 * log(r / i), ifelse(i <= 5 * r, -3 + 3 * (i - r) / (2 * r), 3 + 4 * log(r / (6 * r - i))))
  x <- x[x > lower & x < upper]
  ends <- c(if (is.finite(lower)) lower, x, if (is.finite(upper)) upper)
  m <- length(ends)
  z <- numeric(2 * m - 1)
  z[seq(1, 2 * m - 1, 2)] <- ends
  z[seq(2, 2 * m - 2, 2)] <- (ends[-1] + ends[-m]) / 2
  d <- diff(ends)
  w <- numeric(2 * m - 1)
  w[seq(2, 2 * m - 2, 2)] <- 4 * d / 6
  w[seq(1, 2 * m - 1, 2)] <- (c(d, 0) + c(0, d)) / 6
  list(z = z, w = w)
}

recursion <- function(fractions, lower, upper, drift, r = 400) {
  above <- below <- numeric(length(fractions))
  for (k in seq_along(fractions)) {
    t <- fractions[k]
    mean <- drift * sqrt(t)
    if (k == 1) {
      above[1] <- pnorm(upper[1] - mean, lower.tail = FALSE)
      below[1] <- pnorm(lower[1] - mean)
    } else {
      s <- fractions[k - 1]
      step <- sqrt(t - s)
      shifted <- g$z * sqrt(s) + drift * (t - s)
      above[k] <- sum(h * pnorm((upper[k] * sqrt(t) - shifted) / step, lower.tail = FALSE))
      below[k] <- sum(h * pnorm((lower[k] * sqrt(t) - shifted) / step))
    }
    if (k == length(fractions)) break
    now <- grid(mean, lower[k], upper[k], r)
    if (k == 1) {
      h <- now$w * dnorm(now$z - mean)
    } else {
      kernel <- dnorm(outer(now$z * sqrt(t), shifted, "-") / step) * sqrt(t) / step
      h <- now$w * as.vector(kernel %*% h)
    }
    g <- now
  }
  list(fractions = I(fractions), lower = I(lower), upper = I(upper), drift = drift, above = I(above), below = I(below))
}

# one-sided efficacy boundaries that spend what they should, by the same grid
by_grid <- function(fractions, spent, r = 200) {
  upper <- qnorm(spent[1], lower.tail = FALSE)
  for (k in seq_along(fractions)[-1]) {
    s <- fractions[k - 1]
    t <- fractions[k]
    now <- grid(0, -Inf, upper[k - 1], r)
    if (k == 2) {
      h <- now$w * dnorm(now$z)
    } else {
      step <- sqrt(s - before)
      h <- now$w * as.vector(dnorm(outer(now$z * sqrt(s), g$z * sqrt(before), "-") / step) %*% h) * sqrt(s) / step
    }
    g <- now
    before <- s
    left <- function(z) sum(h * pnorm((z * sqrt(t) - g$z * sqrt(s)) / sqrt(t - s), lower.tail = FALSE)) - (spent[k] - spent[k - 1])
    upper[k] <- uniroot(left, c(0, 8), tol = 1e-14)$root
  }
  upper
}
# rpact's own grid leaves these three a few 1e-7 off
spent_of <- function(fractions) 2 * pnorm(qnorm(0.0125) / sqrt(fractions))
tight <- list(
  list(name = "asOF, eight looks", efficacy = I(by_grid((1:8) / 8, spent_of((1:8) / 8)))),
  list(name = "asKD 1.5, six unequal looks", efficacy = I(by_grid(c(0.1, 0.3, 0.45, 0.6, 0.9, 1), 0.025 * c(0.1, 0.3, 0.45, 0.6, 0.9, 1)^1.5))),
  list(name = "asOF and bsHSD 1, eight looks, not binding", efficacy = I(by_grid((1:8) / 8, spent_of((1:8) / 8))))
)

at_drifts <- function(fractions, lower, upper) lapply(c(-1, 0, 1.5, 3, 4.5), function(drift) recursion(fractions, lower, upper, drift))
grids <- c(
  at_drifts((1:3) / 3, c(-0.24, 1.17, -Inf), c(3.71, 2.51, 1.99)),
  at_drifts((1:5) / 5, rep(-2.413, 5), rep(2.413, 5)),
  at_drifts(c(0.1, 0.3, 0.45, 0.6, 0.9, 1), c(-1, -0.5, 0, 0.6, 1.4, -Inf), c(3.2, 2.9, 2.7, 2.6, 2.4, 2.1)),
  at_drifts((1:8) / 8, rep(-Inf, 8), c(5.5, 4.1, 3.3, 2.9, 2.6, 2.35, 2.2, 2.05))
)
exacts <- c(
  lapply(c(-1, 0, 1.5, 3, 4.5), function(drift) exact(c(0.33, 0.67, 1), c(3.7, 2.5, 1.99), drift)),
  lapply(c(-1, 0, 1.5, 3, 4.5), function(drift) exact(c(0.2, 0.25, 1), c(2.1, 2.2, 2.3), drift))
)

# toJSON stops at 15 digits: numbers go through it as marked text with all 17; bounds without end are words
exactly <- function(x) {
  if (is.list(x)) return(lapply(x, exactly))
  if (!is.numeric(x)) return(x)
  text <- ifelse(is.na(x), "#null", ifelse(is.infinite(x), ifelse(x > 0, "Infinity", "-Infinity"), sprintf("#%.17g", x)))
  if (inherits(x, "AsIs")) I(text) else text
}
result <- list(rpact = as.character(packageVersion("rpact")), designs = designs, tight = tight, exact = exacts, grids = grids)
json <- gsub("\"#([^\"]*)\"", "\\1", jsonlite::toJSON(exactly(result), auto_unbox = TRUE, null = "null"))
# a line a design, so that a change can be read
writeLines(gsub("\\{\"(name|fractions)\":", "\n{\"\\1\":", json), "test/known/trial-sequential.json")
