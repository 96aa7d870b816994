# Survival estimates of R's own data sets, for test/survival/known.test.ts.
#
#   Rscript test/known/survival.R        (from the project's root; packages survival, etm, jsonlite)
#
# survival.json keeps the counts by distinct time (facts about the data) and R's answers at full precision. Curves are
# kept at about 25 rows spread over each table, counted from 0; R's NA and NaN are null.

library(survival)
suppressMessages(library(etm))

kinds <- c("plain", "log", "log-log")
probs <- c(0.25, 0.5, 0.75)
level <- 0.95

some_rows <- function(n) unique(round(seq(1, n, length.out = 25)))

limits <- function(fit, rows) list(lower = fit$lower[rows], upper = fit$upper[rows])

# quantile.survfit sorts limits that are not monotone (aml, "log": upper median 48, where print.survfit has 45). Their
# running minimum has the same first crossing, which print.survfit takes, and leaves nothing to sort.
monotone <- function(x) replace(cummin(ifelse(is.na(x), Inf, x)), is.na(x), NA)

# one event: Kaplan-Meier, its intervals and quantiles, restricted mean, Nelson-Aalen
single <- function(time, status, taus) {
  fits <- lapply(kinds, function(k) survfit(Surv(time, status) ~ 1, conf.type = k, conf.int = level))
  names(fits) <- kinds
  fit <- fits[[1]]
  rows <- some_rows(length(fit$time))
  hazard <- survfit(Surv(time, status) ~ 1, stype = 2, ctype = 1)
  means <- sapply(taus, function(tau) summary(fit, rmean = tau)$table[c("rmean", "se(rmean)")])
  list(
    size = fit$n, times = fit$time, events = fit$n.event, censored = fit$n.censor,
    rows = rows - 1,
    survival = fit$surv[rows],
    standardError = (fit$surv * fit$std.err)[rows],
    intervals = lapply(fits, limits, rows),
    quantiles = lapply(fits, function(f) {
      f$lower <- monotone(f$lower)
      f$upper <- monotone(f$upper)
      q <- quantile(f, probs)
      list(value = unname(q$quantile), lower = unname(q$lower), upper = unname(q$upper))
    }),
    medians = lapply(fits, function(f) unname(summary(f)$table[c("median", "0.95LCL", "0.95UCL")])),
    hazard = hazard$cumhaz[rows],
    hazardError = hazard$std.chaz[rows],
    rmst = list(tau = taus, value = means[1, ], standardError = means[2, ])
  )
}

# competing causes 1..k: incidence by survfit, its Greenwood-type standard error by etm
competing <- function(time, status, causes) {
  states <- factor(status, 0:length(causes), c("censored", causes))
  fit <- survfit(Surv(time, states) ~ 1)
  by_time <- function(s) as.vector(table(factor(time[status == s], fit$time)))
  rows <- some_rows(length(fit$time))

  k <- length(causes)
  tra <- matrix(FALSE, k + 1, k + 1)
  tra[1, -1] <- TRUE
  d <- data.frame(id = seq_along(time), from = 0, to = ifelse(status == 0, "cens", status), time = time)
  e <- etm(d, as.character(0:k), tra, "cens", s = 0)
  at <- findInterval(fit$time[rows], e$time) # etm keeps the times of events only
  error <- sapply(1:k, function(cause) {
    pair <- paste(0, cause)
    c(0, sqrt(e$cov[pair, pair, ]))[at + 1]
  })
  estimate <- sapply(1:k, function(cause) c(0, e$est["0", as.character(cause), ])[at + 1])
  stopifnot(all.equal(estimate, unname(fit$pstate[rows, -1]), tolerance = 1e-12, check.attributes = FALSE))
  list(
    size = length(time), times = fit$time, events = lapply(1:k, by_time), causes = causes, censored = by_time(0),
    rows = rows - 1,
    incidence = lapply(1:k, function(cause) unname(fit$pstate[rows, cause + 1])),
    standardError = lapply(1:k, function(cause) unname(error[, cause]))
  )
}

veteran1 <- subset(veteran, trt == 1)
death <- subset(colon, etype == 2)
months <- ceiling(death$time / 30.4375) # whole months: many ties in a row
mgus_time <- with(mgus2, ifelse(pstat == 0, futime, ptime))
mgus_status <- with(mgus2, ifelse(pstat == 0, 2 * death, 1))
quarters <- ceiling(pbc$time / 91.3125)

result <- list(
  versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival")),
                  etm = as.character(packageVersion("etm"))),
  level = level, probs = probs,
  single = list(
    aml = single(aml$time, aml$status, c(6, 20, 48.5, 161)),
    "aml events only" = single(aml$time[aml$status == 1], rep(1, sum(aml$status)), c(20, 48)),
    ovarian = single(ovarian$futime, ovarian$fustat, c(100, 638, 1000)),
    veteran = single(veteran1$time, veteran1$status, c(90, 250.25)),
    lung = single(lung$time, lung$status - 1, c(365, 1022)),
    colon = single(months, death$status, c(36, 60.5))
  ),
  competing = list(
    mgus2 = competing(mgus_time, mgus_status, c("progression", "death")),
    pbc = competing(quarters, pbc$status, c("transplant", "death"))
  )
)
# toJSON stops at 15 digits: numbers go through it as marked text with all 17
exact <- rapply(result, function(x) ifelse(is.na(x), "#null", sprintf("#%.17g", x)), "numeric", how = "replace")
json <- gsub("\"#([^\"]*)\"", "\\1", jsonlite::toJSON(exact, auto_unbox = TRUE))
columns <- c("size", "times", "events", "censored", "rows", "survival", "standardError", "intervals", "quantiles", "medians",
             "hazard", "hazardError", "rmst", "incidence", "causes")
# a line a column, so that a change can be read
writeLines(gsub(sprintf("\"(%s)\":", paste(columns, collapse = "|")), "\n\"\\1\":", json), "test/known/survival.json")
