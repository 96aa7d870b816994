# Yearly probabilities of death by age and sex, as scenarios/background-mortality.yaml quotes them.
#
# survival::survexp.us holds daily hazards -log(1 - q) / 365.25 made from the life tables that the US National
# Center for Health Statistics publishes; this turns them back into q, 6 significant digits, for the calendar
# year below, ages 0 to 109. The published tables close with an open class at age 100, so that the rows after
# it are the package's own extension.
#
#   Rscript test/known/life-table.R     prints the two columns as the scenario has them
suppressPackageStartupMessages(library(survival))

year <- "2010"
table <- survexp.us[, , year]
ages <- as.integer(dimnames(survexp.us)[[1]])
stopifnot(identical(ages, 0:109), identical(colnames(table), c("male", "female")))

yearly <- signif(1 - exp(-365.25 * unclass(table)), 6)
for (sex in colnames(table)) {
  cat(sprintf("    %s:\n      [", sex))
  digits <- format(yearly[, sex], digits = 6, scientific = FALSE, trim = TRUE, drop0trailing = TRUE)
  rows <- split(digits, ages %/% 10)
  cat(paste(vapply(rows, paste, "", collapse = ", "), collapse = ",\n       "), "]\n", sep = "")
}
