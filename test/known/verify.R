# Tails of the null distributions of the statistical battery at full precision, for test/verify.
#
#   Rscript test/known/verify.R        (from the project's root; base R only)
#
# verify.json: for each distribution rows of [statistic, parameter, lower tail, upper tail]; a line a distribution.

rows <- function(values) {
  text <- apply(values, 1, function(row) paste(sprintf("%.17g", row), collapse = ","))
  paste0("[[", paste(text, collapse = "],["), "]]")
}

grid <- function(statistics, parameters) {
  all <- do.call(rbind, lapply(parameters, function(parameter) cbind(statistics(parameter), parameter)))
  unname(all)
}

chiSquare <- grid(function(df) df * c(0.1, 0.5, 0.8, 0.95, 1, 1.05, 1.2, 2, 4), c(3, 10, 32, 255, 1024, 65535))
chiSquare <- cbind(chiSquare,
                   pchisq(chiSquare[, 1], chiSquare[, 2]),
                   pchisq(chiSquare[, 1], chiSquare[, 2], lower.tail = FALSE))
chiSquare <- chiSquare[pmin(chiSquare[, 3], chiSquare[, 4]) > 1e-290, ]

# the probability of the count itself goes half to either tail
poisson <- grid(function(mean) unique(round(mean * c(0, 0.2, 0.5, 0.9, 1, 1.1, 1.5, 3))), c(0.5, 8, 128, 1022.9, 32768))
half <- dpois(poisson[, 1], poisson[, 2]) / 2
poisson <- cbind(poisson,
                 ppois(poisson[, 1] - 1, poisson[, 2]) + half,
                 ppois(poisson[, 1], poisson[, 2], lower.tail = FALSE) + half)
poisson <- poisson[pmin(poisson[, 3], poisson[, 4]) > 1e-290, ]

largestNormal <- grid(function(of) c(1, 2, 3, 3.5, 4, 5, 7, 9, 20), c(1, 32, 1024))
upper <- pnorm(largestNormal[, 1], lower.tail = FALSE)
largestNormal <- cbind(largestNormal,
                       exp(largestNormal[, 2] * log1p(-2 * upper)),
                       -expm1(largestNormal[, 2] * log1p(-2 * upper)))

# data whose distance from the uniform is given: the middles of n equal parts, all shifted, without ties at 1
distance_p <- function(x, n) {
  shift <- x / sqrt(n) - 0.5 / n
  data <- pmin((seq_len(n) - 0.5) / n + shift, 1 - (n - seq_len(n)) * 1e-9)
  test <- ks.test(data, "punif", exact = TRUE)
  c(unname(test$statistic), n, 1 - test$p.value, test$p.value)
}
kolmogorov <- do.call(rbind, lapply(c(50, 100, 300, 1000, 3000), function(n)
  do.call(rbind, lapply(c(0.45, 0.6, 0.8, 1, 1.3, 1.7, 2.2), distance_p, n = n))))

tables <- list(chiSquareTails = rows(chiSquare), poissonTails = rows(poisson),
               largestNormalTails = rows(largestNormal), kolmogorovTails = rows(kolmogorov))
writeLines(c("{", paste0("\"R\": \"", getRversion(), "\","),
             paste0(paste0("\"", names(tables), "\": ", tables), c(rep(",", length(tables) - 1), "")), "}"),
           "test/known/verify.json")
