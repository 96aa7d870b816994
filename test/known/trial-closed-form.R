# Sizes, events and analysis times of survival trials, for test/formulas/.
#
#   Rscript test/known/trial-closed-form.R        (from the project's root; packages rpact, jsonlite)
#
# trial-closed-form.json keeps what rpact gives: events by the three formulas, expected events and patients over time,
# analysis times (rpact finds them by uniroot, to some 1e-7), power, fixed and sequential. `integrals` are our own
# formulas by R's integrate: the drift and variance of weighted log-rank tests, differences at a milestone and of
# restricted means, average hazard ratios, the one-sample log-rank test. `binomial` is R's pbinom.

suppressMessages(library(rpact))

formulas <- c(Schoenfeld = "schoenfeld", Freedman = "freedman", HsiehFreedman = "hsieh-freedman")

# ratio: patients under treatment for each under control
events <- function(formula, ratio, alpha, sides, power, allocation, margin = 1) {
  d <- suppressWarnings(getDesignGroupSequential(kMax = 1, alpha = alpha, beta = 1 - power, sided = sides))
  x <- getSampleSizeSurvival(d, typeOfComputation = formula, thetaH0 = margin, hazardRatio = ratio, lambda2 = 0.05,
    allocationRatioPlanned = allocation, accrualTime = 12, followUpTime = 24)
  list(formula = unname(formulas[formula]), hazardRatio = ratio, margin = margin, alpha = alpha, sides = sides, power = power,
    share = allocation / (1 + allocation), events = x$eventsFixed)
}
fixed <- list()
for (formula in names(formulas)) for (case in list(
  list(0.7, 0.025, 1, 0.8, 1), list(0.5, 0.05, 2, 0.9, 1), list(0.8, 0.025, 1, 0.9, 2), list(0.6, 0.05, 1, 0.8, 0.5),
  list(1.4, 0.05, 2, 0.8, 3)
)) fixed <- c(fixed, list(do.call(events, c(formula, case))))
fixed <- c(fixed, list(
  events("Schoenfeld", 1, 0.025, 1, 0.8, 1, 1.3), events("Schoenfeld", 0.9, 0.05, 1, 0.9, 2, 1.25)
))

# ---- integrals of our own, by integrate, never across a kink ----

step <- function(starts, rates) {
  ends <- c(starts[-1], Inf)
  list(
    rate = function(s) rates[findInterval(s, starts)],
    to = function(s) Reduce(`+`, lapply(seq_along(starts), function(i) rates[i] * pmax(0, pmin(s, ends[i]) - starts[i])))
  )
}
entries <- function(times, rates) {
  n <- length(rates)
  function(u) Reduce(`+`, lapply(seq_len(n), function(i) rates[i] * pmax(0, pmin(u, times[i + 1]) - times[i])))
}
over <- function(f, cuts) sum(sapply(seq_len(length(cuts) - 1), function(i) integrate(f, cuts[i], cuts[i + 1], rel.tol = 1e-12, subdivisions = 2000)$value))
share_with_event <- function(accrual, rates, starts, hazard, dropout, t) {
  h <- step(starts, hazard)
  entered <- entries(accrual, rates)
  cuts <- sort(unique(c(0, t, starts[starts < t], (t - accrual)[t - accrual > 0])))
  over(function(s) entered(t - s) * h$rate(s) * exp(-h$to(s) - dropout * s), cuts) / sum(diff(accrual) * rates)
}

# accrual: starts and end, and patients a unit of time in each stretch; a hazard in steps as starts and rates
follow <- function(name, accrual, rates, starts, control, treatment, dropout, allocation, times) {
  share <- 1 - exp(-dropout * 12)
  d <- getDesignGroupSequential(kMax = 1)
  overall <- function(t) getEventProbabilities(time = t, accrualTime = accrual, accrualIntensity = rates,
    piecewiseSurvivalTime = starts, lambda2 = control, lambda1 = treatment, dropoutRate1 = share[2], dropoutRate2 = share[1],
    dropoutTime = 12, allocationRatioPlanned = allocation)
  p <- lapply(times, overall)
  total <- sum(diff(accrual) * rates)
  take <- function(what) I(sapply(p, function(x) x[[what]]))
  list(name = name, accrual = list(times = I(accrual), rates = I(rates)), starts = I(starts), control = I(control),
    treatment = I(treatment), dropout = list(control = dropout[1], treatment = dropout[2]), share = allocation / (1 + allocation),
    patients = total, times = I(times),
    probability = list(control = take("eventProbabilities2"), treatment = take("eventProbabilities1"), overall = take("overallEventProbabilities")),
    # rpact integrates across kinks before accrual ends and is up to 1.5e-6 off there
    integral = list(control = I(sapply(times, function(t) share_with_event(accrual, rates, starts, control, dropout[1], t))),
      treatment = I(sapply(times, function(t) share_with_event(accrual, rates, starts, treatment, dropout[2], t)))),
    entered = I(as.vector(getNumberOfSubjects(time = times, accrualTime = accrual, accrualIntensity = rates)$numberOfSubjects)))
}
times <- c(1, 6, 11.5, 20, 36, 60, 150)
followed <- list(
  follow("constant hazards, uniform accrual", c(0, 24), 25, 0, 0.034, 0.024, c(0, 0), 1, times),
  follow("with drop-out", c(0, 24), 25, 0, 0.034, 0.024, c(0.01, 0.01), 1, times),
  follow("drop-out of the arms differs, 2:1", c(0, 12), 30, 0, 0.05, 0.03, c(0.02, 0.005), 2, times),
  follow("accrual in pieces", c(0, 3, 9, 20), c(4, 10, 22), 0, 0.02, 0.02, c(0.004, 0.004), 1, times),
  follow("a delayed effect", c(0, 18), 20, c(0, 6), c(0.05, 0.05), c(0.05, 0.025), c(0.01, 0.01), 1, times),
  follow("three pieces, all at once", c(0, 5, 15), c(10, 30), c(0, 4, 20), c(0.06, 0.03, 0.01), c(0.05, 0.015, 0.012), c(0.003, 0.006), 0.5, times)
)

# N and analysis time for a number of events, fixed and sequential
sized <- function(name, looks, accrual, patients, control, ratio, dropout, allocation = 1, power = 0.8, formula = "Schoenfeld", type = "asOF") {
  d <- getDesignGroupSequential(informationRates = looks, alpha = 0.025, beta = 1 - power, typeOfDesign = type, tolerance = 1e-10)
  x <- getSampleSizeSurvival(d, typeOfComputation = formula, lambda2 = control, hazardRatio = ratio, accrualTime = accrual,
    maxNumberOfSubjects = patients, dropoutRate1 = 1 - exp(-12 * dropout), dropoutRate2 = 1 - exp(-12 * dropout), dropoutTime = 12,
    allocationRatioPlanned = allocation)
  list(name = name, looks = I(looks), accrual = accrual, patients = patients, control = control, hazardRatio = ratio, dropout = dropout,
    share = allocation / (1 + allocation), power = power, formula = unname(formulas[formula]), spending = type,
    eventsFixed = if (length(looks) == 1) x$eventsFixed else x$maxNumberOfEvents, analysisTime = I(as.vector(x$analysisTime)),
    hazardRatios = if (length(looks) > 1) I(as.vector(x$criticalValuesEffectScale)) else NULL)
}
sizes <- list(
  sized("fixed", 1, 24, 600, log(2) / 20, 0.7, 0.01),
  sized("fixed, Freedman, 2:1", 1, 18, 900, 0.04, 0.75, 0.005, allocation = 2, formula = "Freedman"),
  sized("fixed, Hsieh-Freedman, no drop-out", 1, 12, 400, 0.05, 0.6, 0, allocation = 0.5, power = 0.9, formula = "HsiehFreedman"),
  sized("two looks", c(0.6, 1), 24, 700, log(2) / 15, 0.72, 0.008, power = 0.9),
  sized("three looks", (1:3) / 3, 30, 800, log(2) / 18, 0.7, 0.004),
  sized("four looks, Pocock-like, 2:1", (1:4) / 4, 20, 900, 0.06, 0.75, 0.01, allocation = 2, type = "asP"),
  sized("three looks, Freedman", c(0.4, 0.7, 1), 36, 1200, 0.02, 0.75, 0.002, formula = "Freedman")
)

# a number of patients for a duration of accrual and follow-up
patients <- function(accrual, followUp, control, ratio, dropout, allocation = 1, power = 0.8, formula = "Schoenfeld") {
  d <- getDesignGroupSequential(kMax = 1, alpha = 0.025, beta = 1 - power)
  x <- getSampleSizeSurvival(d, typeOfComputation = formula, lambda2 = control, hazardRatio = ratio, accrualTime = accrual,
    followUpTime = followUp, dropoutRate1 = 1 - exp(-12 * dropout), dropoutRate2 = 1 - exp(-12 * dropout), dropoutTime = 12,
    allocationRatioPlanned = allocation)
  list(accrual = accrual, followUp = followUp, control = control, hazardRatio = ratio, dropout = dropout, share = allocation / (1 + allocation),
    power = power, formula = unname(formulas[formula]), patients = x$nFixed)
}
patientsFor <- list(
  patients(24, 12, log(2) / 20, 0.7, 0.01), patients(36, 24, log(2) / 30, 0.75, 0.004), patients(12, 24, 0.05, 0.6, 0, 2, 0.9),
  patients(18, 6, 0.08, 0.65, 0.02, 1, 0.9, "Freedman"), patients(12, 36, 0.02, 0.5, 0.001, 0.5, 0.8, "HsiehFreedman")
)

powered <- lapply(list(
  list(looks = c(0.33, 0.67, 1), events = 300, control = log(2) / 20.5, ratio = 0.7, dropout = 0.01, accrual = 24, patients = 600, type = "asOF"),
  list(looks = c(0.33, 0.67, 1), events = 300, control = log(2) / 20.5, ratio = 1, dropout = 0.01, accrual = 24, patients = 600, type = "asOF"),
  list(looks = c(0.5, 1), events = 180, control = 0.05, ratio = 0.65, dropout = 0.002, accrual = 15, patients = 300, type = "asP"),
  list(looks = (1:5) / 5, events = 400, control = 0.03, ratio = 0.78, dropout = 0, accrual = 30, patients = 900, type = "asOF"),
  list(looks = 1, events = 120, control = 0.1, ratio = 0.6, dropout = 0.01, accrual = 10, patients = 200, type = "asOF")
), function(p) {
  d <- getDesignGroupSequential(informationRates = p$looks, alpha = 0.025, typeOfDesign = p$type, tolerance = 1e-10)
  x <- getPowerSurvival(d, lambda2 = p$control, hazardRatio = p$ratio, accrualTime = p$accrual, maxNumberOfSubjects = p$patients,
    maxNumberOfEvents = p$events, directionUpper = FALSE, dropoutRate1 = 1 - exp(-12 * p$dropout), dropoutRate2 = 1 - exp(-12 * p$dropout), dropoutTime = 12)
  p$looks <- I(p$looks)
  c(p, list(power = x$overallReject, rejection = I(as.vector(x$rejectPerStage)), expectedEvents = x$expectedNumberOfEvents,
    analysisTime = I(as.vector(x$analysisTime))))
})

integrals <- lapply(followed, function(f) {
  t <- 36
  at <- f$accrual$times
  entered <- entries(at, f$accrual$rates)
  h0 <- step(f$starts, f$control); h1 <- step(f$starts, f$treatment)
  y0 <- function(s) (1 - f$share) * entered(t - s) * exp(-h0$to(s) - f$dropout$control * s)
  y1 <- function(s) f$share * entered(t - s) * exp(-h1$to(s) - f$dropout$treatment * s)
  cuts <- sort(unique(c(0, t, f$starts, (t - at)[t - at > 0])))
  p <- function(s) y1(s) / (y0(s) + y1(s))
  pooled <- function(s) { q <- p(s); (1 - q) * h0$rate(s) + q * h1$rate(s) }
  inner <- function(g) function(s) sapply(s, function(x) if (x == 0) 0 else over(g, sort(unique(c(0, cuts[cuts < x], x)))))
  pooled_to <- inner(pooled)
  # interpolated where it is asked for again and again: on Chebyshev points between the cuts, exact to rounding
  smooth <- function(g) {
    pieces <- lapply(seq_len(length(cuts) - 1), function(i) {
      x <- (cuts[i] + cuts[i + 1]) / 2 + (cuts[i + 1] - cuts[i]) / 2 * cos(pi * (0:24) / 24)
      list(x = x, y = g(x), w = (-1)^(0:24) * c(0.5, rep(1, 23), 0.5))
    })
    function(s) {
      piece <- pmin(findInterval(s, cuts), length(pieces))
      found <- numeric(length(s))
      for (k in unique(piece)) {
        q <- pieces[[k]]
        d <- outer(q$x, s[piece == k], function(x, v) v - x)
        value <- colSums(q$w * q$y / d) / colSums(q$w / d)
        met <- which(d == 0, arr.ind = TRUE)
        value[met[, 2]] <- q$y[met[, 1]]
        found[piece == k] <- value
      }
      found
    }
  }
  pooled_to <- smooth(pooled_to)
  weights <- list(
    "log-rank" = function(s) rep(1, length(s)),
    "fh 0 1" = function(s) 1 - exp(-pooled_to(s)),
    "fh 0.5 0.5" = function(s) { S <- exp(-pooled_to(s)); sqrt(S * (1 - S)) }
  )
  tests <- lapply(weights, function(w) {
    score <- over(function(s) w(s) * p(s) * y0(s) * (h0$rate(s) - h1$rate(s)), cuts)
    variance <- over(function(s) { q <- p(s); w(s)^2 * q * (1 - q) * (y0(s) * h0$rate(s) + y1(s) * h1$rate(s)) }, cuts)
    spread <- function(size, y, h, sign) {
      c_of <- function(s) w(s) * sign(p(s))
      C <- smooth(inner(function(s) c_of(s) * pooled(s)))
      mean <- over(function(s) c_of(s) * y(s) * (h$rate(s) - pooled(s)), cuts) / size
      square <- over(function(s) (c_of(s)^2 * h$rate(s) - 2 * c_of(s) * C(s) * (h$rate(s) - pooled(s))) * y(s), cuts)
      square - size * mean^2
    }
    true <- spread((1 - f$share) * f$patients, y0, h0, function(q) q) + spread(f$share * f$patients, y1, h1, function(q) q - 1)
    list(score = score, variance = variance, trueVariance = true)
  })
  end <- 11
  inside <- c(cuts[cuts < end], end)
  km <- function(moved, h, y) over(function(s) moved(s)^2 * h$rate(s) / y(s), inside)
  S0 <- function(s) exp(-h0$to(s)); S1 <- function(s) exp(-h1$to(s))
  area <- function(S) function(s) sapply(s, function(x) over(S, unique(c(x, inside[inside > x], end))))
  dN <- function(s) y0(s) * h0$rate(s) + y1(s) * h1$rate(s)
  cox <- uniroot(function(b) over(function(s) y0(s) * y1(s) * (h1$rate(s) - exp(b) * h0$rate(s)) / (y0(s) + exp(b) * y1(s)), cuts), c(-3, 3), tol = 1e-13)$root
  # one sample: the treatment arm alone against control's law, all patients in it
  one <- function(g) over(function(s) y1(s) / f$share / f$patients * g(s), cuts)
  v1 <- one(h1$rate); v0 <- one(h0$rate)
  v00 <- one(function(s) h0$to(s) * h0$rate(s)); v01 <- one(function(s) h0$to(s) * h1$rate(s))
  list(
    name = f$name, time = t, tests = tests, end = end,
    milestone = list(difference = S1(end) - S0(end), variance = S0(end)^2 * km(function(s) 1, h0, y0) + S1(end)^2 * km(function(s) 1, h1, y1)),
    rmst = list(difference = area(S1)(0) - area(S0)(0), variance = km(area(S0), h0, y0) + km(area(S1), h1, y1)),
    geometric = exp(over(function(s) dN(s) * log(h1$rate(s) / h0$rate(s)), cuts) / over(dN, cuts)), cox = exp(cox),
    laws = over(function(s) sqrt(S0(s) * S1(s)) * h1$rate(s), inside) / over(function(s) sqrt(S0(s) * S1(s)) * h0$rate(s), inside),
    oneSample = list(events = f$patients * v1, reference = f$patients * v0, variance = v1 - v1^2 + 2 * v00 - v0^2 - 2 * v01 + 2 * v0 * v1)
  )
})

# ---- exact binomial: every number of patients tried ----

limit <- function(n, p0, alpha) qbinom(alpha, n, p0, lower.tail = FALSE) + 1
power_of <- function(n, p0, p1, alpha) pbinom(limit(n, p0, alpha) - 1, n, p1, lower.tail = FALSE)
binomial <- lapply(list(c(0.45, 0.63, 0.05, 0.8), c(0.49, 0.55, 0.05, 0.8), c(0.49, 0.6, 0.05, 0.8), c(0.49, 0.65, 0.05, 0.8),
  c(0.05, 0.25, 0.05, 0.8), c(0.2, 0.4, 0.1, 0.9), c(0.3, 0.5, 0.025, 0.9), c(0.8, 0.95, 0.05, 0.8), c(0.1, 0.9, 0.05, 0.8)), function(x) {
  n <- 1:5000
  power <- power_of(n, x[1], x[2], x[3])
  first <- which(power >= x[4])[1]
  steady <- max(which(power < x[4])) + 1
  at <- function(n) list(patients = n, responses = limit(n, x[1], x[3]),
    error = pbinom(limit(n, x[1], x[3]) - 1, n, x[1], lower.tail = FALSE), power = power[n])
  list(null = x[1], alternative = x[2], alpha = x[3], power = x[4], first = at(first), steady = at(steady))
})

# toJSON stops at 15 digits: numbers go through it as marked text with all 17
exactly <- function(x) {
  if (is.list(x)) return(lapply(x, exactly))
  if (!is.numeric(x)) return(x)
  text <- ifelse(is.na(x), "#null", sprintf("#%.17g", x))
  if (inherits(x, "AsIs")) I(text) else text
}
result <- list(rpact = as.character(packageVersion("rpact")), events = fixed, followed = followed, sizes = sizes, patients = patientsFor,
  powers = powered, integrals = integrals, binomial = binomial)
json <- gsub("\"#([^\"]*)\"", "\\1", jsonlite::toJSON(exactly(result), auto_unbox = TRUE, null = "null"))
# a line a case, so that a change can be read
writeLines(gsub("\\{\"(formula|name|null|looks|accrual)\":", "\n{\"\\1\":", json), "test/known/trial-closed-form.json")
