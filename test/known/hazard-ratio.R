# Hazard ratios of two groups in R's data sets, for test/survival/hazard-ratio.test.ts, and Hotelling's T squared for
# test/study/compare/proportional.test.ts.
#
#   Rscript test/known/hazard-ratio.R        (from the project's root; packages survival, jsonlite)
#
# hazard-ratio.json keeps those at risk and events by distinct time (facts about the data) and, at full precision, the
# coefficient of the compared group and its standard error by Cox's model with Efron's ties: of the whole follow-up and
# of each period, (from, to], of the follow-up split there. Some data are taken on a coarse grid of `width` days, where
# hundreds of events share a time; `most` is how many at most.

library(survival)

# Newton's steps to where no digit changes any more; coxph calls that not converged
precise <- coxph.control(eps = 1e-15, toler.chol = 1e-16, iter.max = 30)

cox <- function(d) {
  fit <- suppressWarnings(coxph(Surv(start, time, status) ~ compared, data = d, ties = "efron", control = precise))
  again <- coxph(Surv(start, time, status) ~ compared, data = d, ties = "efron")
  stopifnot(abs(coef(fit) - coef(again)) < 1e-6)
  list(log = unname(coef(fit)), standardError = sqrt(fit$var[1, 1]))
}

# time, status 0/1, compared 0/1; cuts end the periods but the last, which ends the follow-up
known <- function(name, time, status, compared, cuts, width = 1) {
  d <- data.frame(time = ceiling(time / width) * width, status, compared)
  d <- d[complete.cases(d), ]
  times <- sort(unique(d$time))
  by_time <- function(of) sapply(times, function(t) sum(of(t)))
  column <- function(group) list(
    atRisk = by_time(function(t) d$compared == group & d$time >= t),
    events = by_time(function(t) d$compared == group & d$time == t & d$status == 1)
  )
  ends <- c(cuts, max(times))
  split <- survSplit(Surv(time, status) ~ compared, d, cut = cuts, start = "start", episode = "period")
  reference <- column(0)
  compared <- column(1)
  list(
    name = name, width = width, times = times, reference = reference, compared = compared,
    most = max(reference$events + compared$events),
    overall = cox(transform(d, start = 0)),
    periods = lapply(seq_along(ends), function(k) {
      c(list(from = c(0, cuts)[k], to = ends[k]), cox(split[split$period == k, ]))
    })
  )
}

deaths <- colon[colon$etype == 2 & colon$rx != "Lev", ]
fl <- flchain[flchain$futime > 0, ]
coarse <- function(width) {
  known(sprintf("flchain by sex, a grid of %d days", width), fl$futime, fl$death, fl$sex == "M",
        width * ceiling(c(1000, 3000) / width), width)
}
answers <- list(
  known("aml, nonmaintained", aml$time, aml$status, aml$x == "Nonmaintained", c(12, 24)),
  known("veteran, test treatment", veteran$time, veteran$status, veteran$trt == 2, c(60, 180)),
  known("colon deaths, levamisole and fluorouracil", deaths$time, deaths$status, deaths$rx == "Lev+5FU",
        c(365, 730, 1460)),
  known("rats, treated", rats$time, rats$status, rats$rx, c(70, 90)),
  known("lung by sex, a grid of 100 days", lung$time, lung$status - 1, lung$sex == 2, c(200, 400), 100),
  coarse(30), coarse(365), coarse(1500)
)

# Are the means of all columns one? T squared of the differences between neighbours, as F (Anderson 2003, 5.2).
hotelling <- function(columns) {
  steps <- columns[, -1, drop = FALSE] - columns[, -ncol(columns), drop = FALSE]
  n <- nrow(steps)
  k <- ncol(steps)
  squared <- n * drop(t(colMeans(steps)) %*% solve(cov(steps), colMeans(steps)))
  f <- squared * (n - k) / (k * (n - 1))
  rows <- lapply(seq_len(n), function(i) unname(columns[i, ]))
  list(columns = rows, f = f, df = c(k, n - k), p = pf(f, k, n - k, lower.tail = FALSE))
}
periods <- as.matrix(attitude)[, c("complaints", "privileges", "learning", "raises")] / 100
tests <- list(
  hotelling(periods), hotelling(periods[, c(1, 3)]), hotelling(periods[1:6, ]),
  hotelling(sweep(periods, 2, colMeans(periods)) + 0.6),
  # nearly as the one before: a difference that is barely there
  hotelling(sweep(periods, 2, colMeans(periods)) + rep(c(0.6, 0.63, 0.6, 0.57), each = nrow(periods)))
)

# toJSON stops at 15 digits: numbers go through it as marked text with all 17
exact <- rapply(list(groups = answers, tests = tests), function(x) sprintf("#%.17g", x), "numeric", how = "replace")
json <- gsub("\"#([^\"]*)\"", "\\1", jsonlite::toJSON(exact, auto_unbox = TRUE))
columns <- c("groups", "tests", "name", "times", "reference", "compared", "most", "overall", "periods", "columns", "f")
# a line a column, so that a change can be read
writeLines(gsub(sprintf("\"(%s)\":", paste(columns, collapse = "|")), "\n\"\\1\":", json),
           "test/known/hazard-ratio.json")
