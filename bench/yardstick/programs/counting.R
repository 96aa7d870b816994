# What the yardsticks in R share: counting in rows, timing, and the line of JSON that illness-death.cpp prints too.

horizon <- 120
rows_per_month <- 32
rows <- horizon * rows_per_month + 1

completion_share <- 0.491
toxicity_risk <- 0.224

# Row r counts the times in ((r - 1) / 32, r / 32]; the last row what is after the horizon.
count_rows <- function(times) tabulate(pmin(ceiling(times * rows_per_month), rows) + 1, rows + 1)

count_path <- function(toxicity, overall, progression_free) {
  list(
    patients = length(overall),
    toxicity = sum(toxicity),
    OS = count_rows(overall),
    PFS = count_rows(progression_free)
  )
}

add <- function(paths, others) Map(function(path, other) Map(`+`, path, other), paths, others)

by_month <- function(counts) cumsum(counts)[seq(1, rows, rows_per_month)]

json <- function(counts) {
  numbers <- function(values) paste0("[", paste(values, collapse = ","), "]")
  sprintf(
    '{"patients":%d,"toxicity":%d,"OS":%s,"PFS":%s}',
    counts$patients, counts$toxicity, numbers(by_month(counts$OS)), numbers(by_month(counts$PFS))
  )
}

# Time simulate(n), which gives the counts of both paths of n patients, and print them. The patients in all and the seed
# are the arguments of the program. Patients are simulated in slices, whose columns stay in the cache.
run_yardstick <- function(simulate, slice = 32768) {
  arguments <- as.numeric(commandArgs(trailingOnly = TRUE))
  patients <- arguments[1]
  set.seed(arguments[2])
  sizes <- c(rep(slice, patients %/% slice), if (patients %% slice > 0) patients %% slice)
  simulate_all <- function() Reduce(add, lapply(sizes, simulate))
  # R compiles a function when it is called the third time
  for (i in 1:3) simulate(ceiling(min(slice, patients) / 4))
  start <- Sys.time()
  paths <- simulate_all()
  seconds <- as.numeric(Sys.time() - start, units = "secs")
  cat(sprintf('{"seconds":%.9f,"paths":[%s]}\n', seconds, paste(sapply(paths, json), collapse = ",")))
}
