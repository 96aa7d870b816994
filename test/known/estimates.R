# Survival estimates of simulated counts, for test/estimates/known.test.ts.
#
#   Rscript test/known/estimates.R        (from the project's root; packages survival, etm, jsonlite)
#
# Reads estimates-counts.json (made by estimates-counts.ts): events by cause and censored in each row of a grid. A row's
# events are at its end; who is censored in it counts half as censored before them and half after, which R does with
# patients of weight 1/2; who is in no row outlives the grid. Means and quantiles take the curve as straight within a
# row: for a mean that is the same as having all events in the middle of the row.

library(survival)
suppressMessages(library(etm))

probs <- c(0.25, 0.5, 0.75)

individuals <- function(cells, causes) {
  rows <- length(cells$censored[[1]]) - 1
  events <- Reduce(`+`, lapply(cells$events, function(e) matrix(unlist(e), ncol = length(causes))))
  censored <- Reduce(`+`, cells$censored)
  size <- sum(cells$size)
  status <- c(rep(seq_along(causes), colSums(events)), rep(0, sum(censored)))
  time <- c(unlist(lapply(seq_along(causes), function(k) rep(0:rows, events[, k]))), rep(0:rows, censored))
  alive <- size - length(time)
  d <- data.frame(time = c(time, rep(rows + 1, alive)), status = c(status, rep(0, alive)), weight = 1)
  halved <- d$status == 0 & d$time > 0 & d$time <= rows
  if (!any(halved)) return(d)
  before <- transform(d[halved, ], time = time - 1, weight = 0.5)
  d$weight[halved] <- 0.5
  rbind(d, before)
}

# at any time, the curve being straight from row to row
at_times <- function(times, values, at) approx(times, values, at)$y

# the first time at which a curve that is straight within rows is at `target`
crossing <- function(heights, times, target) {
  row <- which(heights <= target)[1]
  if (is.na(row)) return(NA_real_)
  times[row - 1] + (times[row] - times[row - 1]) * (heights[row - 1] - target) / (heights[row - 1] - heights[row])
}

answers <- function(counts, at, taus) {
  d <- individuals(counts$cells, counts$causes)
  rows <- length(counts$cells$censored[[1]]) - 1
  fit <- survfit(Surv(time, status > 0) ~ 1, data = d, weights = weight, robust = FALSE, conf.type = "plain")
  found <- summary(fit, times = 0:rows, extend = TRUE)
  lower <- found$lower
  upper <- found$upper
  middle <- transform(d, time = ifelse(status > 0 & time > 0, time - 0.5, time))
  means <- sapply(taus, function(tau) {
    fit <- survfit(Surv(time, status > 0) ~ 1, data = middle, weights = weight, robust = FALSE)
    summary(fit, rmean = tau)$table[c("rmean", "se(rmean)")]
  })
  # the incidence of each cause, its standard error the Greenwood-type one
  k <- length(counts$causes)
  incidence <- NULL
  if (k > 1) {
    stopifnot(all(d$weight == 1))
    tra <- matrix(FALSE, k + 1, k + 1)
    tra[1, -1] <- TRUE
    long <- data.frame(id = seq_len(nrow(d)), from = 0, to = ifelse(d$status == 0, "cens", d$status), time = d$time)
    # etm starts everybody at 0, before an event at 0 could happen
    stopifnot(!any(d$status > 0 & d$time == 0))
    aj <- etm(long, as.character(0:k), tra, "cens", s = 0)
    incidence <- lapply(seq_len(k), function(cause) {
      pair <- paste("0", cause)
      value <- c(0, aj$est["0", as.character(cause), ])
      error <- c(0, sqrt(aj$cov[pair, pair, ]))
      times <- c(0, aj$time)
      keep <- findInterval(0:rows, times)
      list(value = at_times(0:rows, value[keep], at), mcse = at_times(0:rows, error[keep], at))
    })
  }
  list(
    at = at, tau = taus, p = probs,
    survival = at_times(0:rows, found$surv, at),
    mcse = at_times(0:rows, found$std.err, at),
    atRisk = floor(at_times(0:rows, sapply(0:rows, function(t) sum(d$weight[d$time >= t])), at) + 0.5),
    quantiles = list(
      value = sapply(probs, function(p) crossing(found$surv, 0:rows, 1 - p)),
      lower = sapply(probs, function(p) crossing(lower, 0:rows, 1 - p)),
      upper = sapply(probs, function(p) crossing(upper, 0:rows, 1 - p))
    ),
    rmst = list(value = unname(means[1, ]), mcse = unname(means[2, ])),
    incidence = incidence
  )
}

all_counts <- jsonlite::fromJSON("test/known/estimates-counts.json", simplifyMatrix = FALSE, simplifyDataFrame = FALSE)
result <- list(
  versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival")),
                  etm = as.character(packageVersion("etm"))),
  answers = lapply(all_counts, function(one) {
    cells <- list(
      size = sapply(one$cells, `[[`, "size"),
      events = lapply(one$cells, `[[`, "events"),
      censored = lapply(one$cells, `[[`, "censored")
    )
    years <- one$scenario == "illness-death"
    # one time between two rows, taus at rows
    answers(list(cells = cells, causes = one$causes),
            if (years) c(5, 7.25, 10, 20) else c(12, 30.5, 60), if (years) c(10, 20) else c(12, 60))
  })
)
# toJSON stops at 15 digits: numbers go through it as marked text with all 17
exact <- rapply(result, function(x) ifelse(is.na(x), "#null", sprintf("#%.17g", x)), c("numeric", "integer"), how = "replace")
json <- gsub("\"#([^\"]*)\"", "\\1", jsonlite::toJSON(exact, auto_unbox = TRUE, null = "null"))
# a line a column, so that a change can be read
writeLines(gsub("\"(at|survival|mcse|atRisk|quantiles|rmst|incidence)\":", "\n\"\\1\":", json), "test/known/estimates.json")
