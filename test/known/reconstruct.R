# Kaplan-Meier figures of R's own data sets as somebody with a pointer reads them, for test/survival/reconstruct.test.ts.
#
#   Rscript test/known/reconstruct.R     (from the project's root; packages survival, jsonlite)
#
# A figure of 600 by 400 dots: the foot of each step is read to the nearest dot. reconstruct.json keeps the points, the
# numbers at risk, the total of events, and what survfit and coxph say of the patients themselves: the curve at 100
# times, halfway between dots so that no step is near, medians and the hazard ratio (Efron).

library(survival)

WIDTH <- 600
HEIGHT <- 400

figure <- function(time, status, group, every) {
  end <- max(time)
  dot <- end / WIDTH
  arm <- function(here) {
    fit <- survfit(Surv(time[here], status[here]) ~ 1)
    steps <- fit$n.event > 0
    marks <- seq(0, max(time[here]), by = every)
    # times at which the curve is level for more than a dot to either side
    level <- seq(dot / 2, max(time[here]), by = dot)
    near <- sapply(level, function(t) min(abs(t - fit$time[steps])))
    level <- level[near > 1.01 * dot]
    level <- level[unique(round(seq(1, length(level), length.out = 100)))]
    list(size = fit$n, times = round(fit$time[steps] / dot) * dot, survival = round(fit$surv[steps] * HEIGHT) / HEIGHT,
         atRisk = list(times = marks, counts = sapply(marks, function(m) sum(time[here] >= m))),
         events = sum(status[here]), median = unname(summary(fit)$table["median"]),
         curve = list(times = level, survival = summary(fit, level)$surv))
  }
  first <- group == sort(unique(group))[1]
  list(arms = list(arm(first), arm(!first)), hazardRatio = unname(exp(coef(coxph(Surv(time, status) ~ !first)))))
}

death <- subset(colon, etype == 2)
liver <- pbc[1:312, ]
figures <- list(
  lung = figure(lung$time, lung$status - 1, lung$sex, 100),
  colon = figure(death$time, death$status, death$rx == "Lev+5FU", 365),
  veteran = figure(veteran$time, veteran$status, veteran$trt, 100),
  pbc = figure(liver$time, as.integer(liver$status == 2), liver$trt, 365),
  ovarian = figure(ovarian$futime, ovarian$fustat, ovarian$rx, 200),
  aml = figure(aml$time, aml$status, aml$x, 20),
  gbsg = figure(gbsg$rfstime, gbsg$status, gbsg$hormon, 365),
  mgus2 = figure(mgus2$futime, mgus2$death, mgus2$sex, 60),
  rotterdam = figure(rotterdam$dtime, rotterdam$death, rotterdam$chemo, 730)
)

exactly <- function(x) {
  if (is.list(x)) return(lapply(x, exactly))
  if (!is.numeric(x)) return(x)
  ifelse(is.na(x), "#null", sprintf("#%.10g", x))
}
result <- list(versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival"))),
               figures = figures)
json <- gsub("\"#([^\"]*)\"", "\\1", jsonlite::toJSON(exactly(result), auto_unbox = TRUE))
columns <- c("arms", "times", "survival", "atRisk", "curve", "hazardRatio")
writeLines(gsub(sprintf("\"(%s)\":", paste(columns, collapse = "|")), "\n\"\\1\":", json), "test/known/reconstruct.json")
