# What R says of small files as people have them, for test/study/analyse/*.test.ts: near-ties with and without timefix,
# limits before the first row and after a group's last time, cause-specific hazards, the reference and the order of groups.
#
#   Rscript test/known/analyse.R        (from the project's root; packages survival, jsonlite)
#
# analyse.json keeps the data and R's answers at full precision; R's NA and NaN are null.

library(survival)

# ---- times that only rounding tells apart: months as sums of tenths
tenths <- c(0.3, 0.1 + 0.2, 0.7, 0.1 + 0.6, 1.1, 0.7 + 0.4, 1.1, 2.3, 2.3 + 1e-9, 2.3 + 2e-8, 3.1, 4.2)
near <- list(
  `sums of tenths` = data.frame(time = tenths, status = c(1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0), group = rep(c("A", "B"), 6)),
  # a chain: each is near the one before, the last is not near the first
  chain = data.frame(time = c(1, 1 + 1e-8, 1 + 2e-8, 1 + 3e-8, 2, 3, 4), status = c(1, 1, 0, 1, 1, 0, 1),
                     group = c("A", "B", "A", "B", "A", "B", "A")),
  # large times: near by their share of the mean, not by their difference
  large = data.frame(time = 1e6 * c(3, 3 + 3e-8, 5, 5 + 1e-6, 7, 11), status = c(1, 1, 1, 1, 0, 1),
                     group = c("A", "B", "B", "A", "A", "B")),
  # small ones: below 1.5e-8 apart, though their ratio is 2
  small = data.frame(time = c(1e-8, 2e-8, 1, 2, 3, 4), status = c(1, 1, 1, 1, 0, 1), group = c("A", "B", "B", "A", "A", "B"))
)
answers <- function(d, fix) {
  d$group <- factor(d$group)
  fit <- survfit(Surv(time, status) ~ 1, d, timefix = fix)
  # survdiff of this version stops at its own argument timefix: its inner function ties nothing by itself
  y <- Surv(d$time, d$status)
  test <- survival:::survdiff.fit(if (fix) aeqSurv(y) else y, as.integer(d$group))
  test$exp <- test$expected
  test$chisq <- (test$observed - test$exp)[1]^2 / test$var[1, 1]
  if (fix) stopifnot(all.equal(test$chisq, survdiff(Surv(time, status) ~ group, d)$chisq))
  cox <- coxph(Surv(time, status) ~ group, d, control = coxph.control(eps = 1e-14, toler.chol = 1e-16, iter.max = 50, timefix = fix))
  list(times = fit$time, survival = fit$surv, chiSquare = test$chisq, expected = test$exp, coef = unname(coef(cox)),
       se = sqrt(cox$var[1, 1]))
}
ties <- lapply(near, function(d) c(as.list(d), list(tied = aeqSurv(Surv(d$time, d$status))[, 1],
                                                    fixed = answers(d, TRUE), exact = answers(d, FALSE))))

# ---- limits: group A loses a patient before its first event, ends long before B, and C has no event
ends <- data.frame(time = c(2, 3, 3, 5, 6, 4, 7, 9, 12, 15, 3, 8), status = c(0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0),
                   group = c("A", "A", "A", "A", "A", "B", "B", "B", "B", "B", "C", "C"))
at <- c(0, 1, 2, 2.5, 3, 5.5, 6, 7, 10, 15)
limits <- lapply(c(plain = "plain", log = "log", `log-log` = "log-log"), function(kind) {
  fit <- summary(survfit(Surv(time, status) ~ group, ends, conf.type = kind), times = at, extend = TRUE)
  split(data.frame(at = fit$time, atRisk = fit$n.risk, value = fit$surv, se = fit$std.err, lower = fit$lower,
                   upper = fit$upper), sub("group=", "", fit$strata))
})

# ---- causes, three groups whose names are numbers, and another reference
set.seed(13)
n <- 120
dose <- sample(c(2, 10, 5), n, TRUE)
first <- rexp(n, 0.1 + 0.01 * dose)
second <- rexp(n, 0.15)
lost <- runif(n, 0, 12)
time <- round(pmin(first, second, lost), 2)
status <- ifelse(lost < pmin(first, second), 0, ifelse(first < second, 1, 2))
doses <- data.frame(time, status, dose)
fit <- function(d, event, reference) {
  d$group <- relevel(factor(d$dose), as.character(reference))
  d$event <- event
  test <- survdiff(Surv(time, event) ~ group, d)
  each <- lapply(c(efron = "efron", breslow = "breslow"), function(ties) {
    cox <- coxph(Surv(time, event) ~ group, d, ties = ties, control = coxph.control(eps = 1e-14, toler.chol = 1e-16, iter.max = 50))
    s <- summary(cox)
    list(names = sub("group", "", rownames(s$coefficients)), coef = unname(coef(cox)),
         se = unname(s$coefficients[, "se(coef)"]), lower = unname(s$conf.int[, 3]), upper = unname(s$conf.int[, 4]),
         zph = unname(cox.zph(cox)$table["GLOBAL", c("chisq", "df", "p")]))
  })
  c(each, list(chiSquare = test$chisq, levels = levels(d$group)))
}
causes <- lapply(c(`2` = 2, `10` = 10), function(reference)
  lapply(list(any = status > 0, `1` = status == 1, `2` = status == 2), function(event) fit(doses, event, reference)))

result <- list(versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival"))),
               nearTies = ties, limits = list(data = as.list(ends), at = at, by = limits),
               causes = list(data = as.list(doses), by = causes))

# toJSON stops at 15 digits: numbers go through it as marked text with all 17
exactly <- function(x) {
  if (is.data.frame(x)) x <- as.list(x)
  if (is.list(x)) return(lapply(x, exactly))
  if (!is.numeric(x)) return(x)
  ifelse(is.na(x), "#null", sprintf("#%.17g", x))
}
json <- gsub("\"#([^\"]*)\"", "\\1", jsonlite::toJSON(exactly(result), auto_unbox = TRUE))
writeLines(gsub("(\"[A-Za-z ]+\":\\{)", "\n\\1", json), "test/known/analyse.json")
