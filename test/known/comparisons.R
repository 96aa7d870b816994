# Comparisons of groups in R's own data sets: log-rank, Fleming-Harrington, MaxCombo, Cox, cox.zph, Gray, RMST; for
# test/survival/comparisons.test.ts.
#
#   Rscript test/known/comparisons.R     (from the project's root; packages survival, cmprsk, mvtnorm, jsonlite)
#
# comparisons.json keeps the facts that a test needs (times, statuses, groups, strata, covariates) and R's answers at
# full precision; R's NA and NaN are null.

library(survival)
suppressMessages(library(cmprsk))
suppressMessages(library(mvtnorm))

# ---- Fleming-Harrington with gamma, which survdiff has not, for two groups: U and V by the formulas of Harrington &
# Fleming (1982), with Kaplan-Meier of the stratum just before each time
weighted <- function(time, status, second, strata, weights) {
  U <- numeric(nrow(weights))
  V <- matrix(0, nrow(weights), nrow(weights))
  for (s in unique(strata)) {
    here <- strata == s
    times <- sort(unique(time[here & status == 1]))
    S <- 1
    for (t in times) {
      n <- sum(here & time >= t)
      n2 <- sum(here & time >= t & second)
      d <- sum(here & time == t & status == 1)
      d2 <- sum(here & time == t & status == 1 & second)
      w <- S^weights[, 1] * (1 - S)^weights[, 2]
      U <- U + w * (d2 - d * n2 / n)
      if (n > 1) V <- V + outer(w, w) * d * n2 * (n - n2) * (n - d) / (n^2 * (n - 1))
      S <- S * (1 - d / n)
    }
  }
  list(U = U, V = V)
}

combo <- rbind(c(0, 0), c(0, 1), c(1, 1), c(1, 0))

# Z has rank 3 (the weights S and 1 - S add to 1), so the box is integrated over three independent normals: the last in
# closed form, the second by integrate() between its kinks, the first by integrate()
max_p <- function(R, m) {
  keep <- c(1, 2, 3)
  L <- t(chol(R[keep, keep]))
  # Z4 as a combination of the first two
  b <- solve(R[1:2, 1:2], R[1:2, 4])
  rows <- rbind(L, c(b %*% L[1:2, 1:2], 0))
  stopifnot(abs(sum(rows[4, ]^2) - 1) < 1e-9)
  last <- function(y1, y2) {
    at <- rows[3, 1] * y1 + rows[3, 2] * y2
    pnorm((m - at) / rows[3, 3]) - pnorm((-m - at) / rows[3, 3])
  }
  outer_value <- function(y1) {
    low <- max((-m - rows[2, 1] * y1) / rows[2, 2], ends(rows[4, ], y1, m)[1])
    high <- min((m - rows[2, 1] * y1) / rows[2, 2], ends(rows[4, ], y1, m)[2])
    if (low >= high) return(0)
    integrate(function(y2) dnorm(y2) * last(y1, y2), low, high, rel.tol = 1e-12, subdivisions = 1000L)$value
  }
  ends <- function(row, y1, m) sort((c(-m, m) - row[1] * y1) / row[2])
  # kinks of the outer integrand: where the bounds on the second cross
  crossings <- c(outer(c(-m, m), c(-m, m), function(a, b) {
    (a / rows[2, 2] - b / rows[4, 2]) / (rows[2, 1] / rows[2, 2] - rows[4, 1] / rows[4, 2])
  }))
  breaks <- sort(unique(c(-m, m, crossings[abs(crossings) < m])))
  total <- 0
  for (i in seq_along(breaks)[-1])
    total <- total + integrate(function(y) dnorm(y) * sapply(y, outer_value), breaks[i - 1], breaks[i],
                               rel.tol = 1e-11, subdivisions = 1000L)$value
  1 - total
}

max_combo <- function(time, status, second, strata) {
  fit <- weighted(time, status, second, strata, combo)
  if (any(diag(fit$V) == 0)) return(list(z = ifelse(diag(fit$V) == 0, NA, fit$U / sqrt(diag(fit$V))), p = NA))
  z <- fit$U / sqrt(diag(fit$V))
  R <- cov2cor(fit$V)
  m <- max(abs(z))
  p <- max_p(R, m)
  # Genz and Bretz's method is by chance, and with a singular matrix good to some 1e-5 only
  set.seed(1)
  byChance <- 1 - pmvnorm(rep(-m, 4), rep(m, 4), corr = R, algorithm = GenzBretz(maxpts = 1e6, abseps = 1e-7))
  stopifnot(abs(p - byChance) < 5e-5)
  list(z = z, correlation = R, statistic = z[which.max(abs(z))], p = p)
}

log_rank <- function(time, status, group, strata, rho) {
  fit <- if (length(unique(strata)) > 1) survdiff(Surv(time, status) ~ group + strata(strata), rho = rho)
         else survdiff(Surv(time, status) ~ group, rho = rho)
  total <- function(x) if (is.matrix(x)) rowSums(x) else as.vector(x)
  df <- sum(total(fit$exp) > 0) - 1
  list(rho = rho, observed = total(fit$obs), expected = total(fit$exp), variance = fit$var, chiSquare = fit$chisq,
       df = df, p = pchisq(fit$chisq, df, lower.tail = FALSE))
}

# ---- restricted means, by the formulas published with survRM2 (Uno et al. 2014)
rmst_one <- function(time, status, tau) {
  fit <- survfit(Surv(time, status) ~ 1)
  keep <- fit$time <= tau
  t <- sort(c(fit$time[keep], tau))
  areas <- diff(c(0, t)) * c(1, fit$surv[keep])
  n <- fit$n.risk[keep]
  d <- fit$n.event[keep]
  term <- c(ifelse(n - d == 0, 0, d / (n * (n - d))), 0)
  c(sum(areas), sum(cumsum(rev(areas[-1]))^2 * rev(term)[-1]))
}

rmst_two <- function(time, status, second, tau, level = 0.95) {
  a <- rmst_one(time[!second], status[!second], tau)
  b <- rmst_one(time[second], status[second], tau)
  z <- qnorm(1 - (1 - level) / 2)
  contrast <- function(value, error, log) {
    l <- if (log) log(value) else value
    limits <- l + c(-z, z) * error
    if (log) limits <- exp(limits)
    list(value = value, lower = limits[1], upper = limits[2], p = 2 * pnorm(-abs(l) / error))
  }
  ratio <- function(x, y) contrast(y / x, sqrt(a[2] / x^2 + b[2] / y^2), TRUE)
  list(tau = tau, means = c(a[1], b[1]), errors = sqrt(c(a[2], b[2])),
       difference = contrast(b[1] - a[1], sqrt(a[2] + b[2]), FALSE), ratio = ratio(a[1], b[1]),
       lostRatio = ratio(tau - a[1], tau - b[1]))
}

# ---- Cox: iterated until nothing moves, so that R's answer is exact too
cox <- function(time, status, covariates, group, strata, ties) {
  d <- data.frame(time, status)
  terms <- character(0)
  for (name in names(covariates)) { d[[name]] <- covariates[[name]]; terms <- c(terms, name) }
  if (!is.null(group)) { d$groups <- factor(group); terms <- c(terms, "groups") }
  if (length(unique(strata)) > 1) { d$stratum <- strata; terms <- c(terms, "strata(stratum)") }
  f <- as.formula(paste("Surv(time, status) ~", paste(terms, collapse = "+")))
  fitted <- function(init, steps) {
    control <- coxph.control(eps = 1e-15, toler.chol = 1e-16, iter.max = steps, timefix = FALSE)
    do.call(coxph, c(list(f, d, ties = ties, control = control, x = TRUE), if (!is.null(init)) list(init = init)))
  }
  # R ends when the likelihood stands, at 1e-9 of the coefficients; a step of Newton's takes them the rest of the way
  first <- fitted(NULL, 100)
  gradient <- residuals(first, "score")
  gradient <- if (is.matrix(gradient)) colSums(gradient) else sum(gradient)
  fit <- fitted(coef(first) + as.vector(first$var %*% gradient), 0)
  s <- summary(fit)
  zph <- lapply(c(km = "km", rank = "rank", identity = "identity", log = "log"), function(transform) {
    table <- cox.zph(fit, transform)$table
    list(terms = rownames(table), chiSquare = unname(table[, 1]), df = unname(table[, 2]), p = unname(table[, 3]))
  })
  tests <- summary(first)
  wald <- sum(coef(fit) * solve(fit$var, coef(fit)))
  df <- length(coef(fit))
  list(ties = ties, names = names(coef(fit)), coefficients = unname(coef(fit)),
       standardErrors = unname(s$coefficients[, "se(coef)"]), p = unname(s$coefficients[, "Pr(>|z|)"]),
       lower = unname(s$conf.int[, "lower .95"]), upper = unname(s$conf.int[, "upper .95"]),
       covariance = unname(as.matrix(fit$var)), logLikelihood = first$loglik,
       likelihoodRatio = unname(tests$logtest), wald = c(wald, df, pchisq(wald, df, lower.tail = FALSE)),
       score = unname(tests$sctest), zph = zph)
}

gray <- function(time, status, group, strata, rho) {
  fit <- if (length(unique(strata)) > 1) cuminc(time, status, group, strata, rho = rho)
         else cuminc(time, status, group, rho = rho)
  list(rho = rho, statistic = unname(fit$Tests[, "stat"]), df = unname(fit$Tests[, "df"]),
       p = unname(fit$Tests[, "pv"]))
}

study <- function(time, status, group, strata = NULL, covariates = list(), tau = NULL, in_cox = TRUE) {
  codes <- as.integer(factor(group))
  one <- if (is.null(strata)) rep(1, length(time)) else strata
  event <- as.integer(status > 0)
  competing <- max(status) > 1
  out <- list(times = time, statuses = status, groups = codes)
  if (!is.null(strata)) out$strata <- as.integer(factor(strata))
  if (length(covariates)) out$covariates <- covariates
  if (competing) {
    out$gray <- lapply(c(0, 1, 0.5), function(rho) gray(time, status, codes, one, rho))
    return(out)
  }
  out$logRank <- lapply(c(0, 1, 0.5), function(rho) log_rank(time, event, codes, one, rho))
  if (max(codes) == 2) {
    fh <- rbind(combo, c(0.5, 2))
    parts <- weighted(time, event, codes == 2, one, fh)
    out$flemingHarrington <- list(rho = fh[, 1], gamma = fh[, 2], score = parts$U, variance = diag(parts$V))
    out$maxCombo <- max_combo(time, event, codes == 2, one)
  }
  if (!is.null(tau)) out$rmst <- lapply(tau, function(t) rmst_two(time, event, codes == 2, t))
  out$cox <- lapply(c("efron", "breslow"), function(ties)
    cox(time, event, covariates, if (in_cox) codes else NULL, one, ties))
  out
}

complete <- function(d, ...) d[complete.cases(d[, c(...)]), ]

lung2 <- complete(lung, "ph.ecog", "age", "sex")
death <- complete(subset(colon, etype == 2), "nodes")
death <- death[seq(1, nrow(death), by = 2), ] # half is enough
months <- ceiling(death$time / 30.4375)
mgus <- mgus2[seq(1, nrow(mgus2), by = 2), ]
mgus_time <- with(mgus, ifelse(pstat == 0, futime, ptime))
mgus_status <- with(mgus, ifelse(pstat == 0, 2 * death, 1))
liver <- complete(pbc[1:312, ], "bili", "albumin")
trans <- subset(transplant, event != "censored" | futime > 0)
trans_status <- match(as.character(trans$event), c("censored", "ltx", "death", "withdraw")) - 1
melanoma <- MASS::Melanoma
melanoma_status <- c(1, 0, 2)[melanoma$status] # 1 died of melanoma, 2 alive, 3 died of other causes

result <- list(
  versions = list(R = as.character(getRversion()), survival = as.character(packageVersion("survival")),
                  cmprsk = as.character(packageVersion("cmprsk")), mvtnorm = as.character(packageVersion("mvtnorm"))),
  studies = list(
    aml = study(aml$time, aml$status, aml$x, tau = c(20, 45)),
    ovarian = study(ovarian$futime, ovarian$fustat, ovarian$rx, covariates = list(age = ovarian$age),
                    tau = c(400, 1000)),
    veteran = study(veteran$time, veteran$status, veteran$celltype,
                    covariates = list(karno = veteran$karno, age = veteran$age, trt = veteran$trt)),
    "veteran by trt" = study(veteran$time, veteran$status, veteran$trt, veteran$celltype,
                             list(karno = veteran$karno, diagtime = veteran$diagtime), tau = c(100, 500)),
    lung = study(lung2$time, lung2$status - 1, lung2$sex, lung2$ph.ecog, list(age = lung2$age), tau = c(365, 800)),
    colon = study(months, death$status, death$rx, covariates = list(age = death$age, nodes = death$nodes)),
    "colon by strata" = study(months, death$status, death$sex, death$extent, list(nodes = death$nodes), tau = 60),
    kidney = study(kidney$time, kidney$status, kidney$disease, covariates = list(age = kidney$age, sex = kidney$sex)),
    rats = study(rats$time, rats$status, rats$rx, rats$sex, tau = 100),
    bladder = study(bladder1$stop, as.integer(bladder1$status == 1), bladder1$treatment,
                    covariates = list(number = bladder1$number, size = bladder1$size)),
    pbc = study(liver$time, as.integer(liver$status == 2), liver$trt, liver$stage,
                list(bili = liver$bili, albumin = liver$albumin, age = liver$age), tau = 2000),
    diabetic = study(diabetic$time, diabetic$status, diabetic$trt, diabetic$id, list(risk = diabetic$risk)),
    "mgus2 causes" = study(mgus_time, mgus_status, mgus$sex),
    "mgus2 causes by strata" = study(mgus_time, mgus_status, cut(mgus$age, c(0, 60, 70, 80, 120), labels = FALSE),
                                     mgus$sex),
    "Melanoma causes" = study(melanoma$time, melanoma_status, melanoma$ulcer),
    "Melanoma causes by strata" = study(melanoma$time, melanoma_status, cut(melanoma$thickness, c(0, 1, 3, 20),
                                                                         labels = FALSE), melanoma$sex),
    "transplant causes" = study(trans$futime, trans_status, trans$abo),
    "pbc causes in years" = study(ceiling(pbc$time / 365.25), pbc$status, ifelse(is.na(pbc$trt), 3, pbc$trt))
  )
)

# toJSON stops at 15 digits: numbers go through it as marked text with all 17
exactly <- function(x) {
  if (is.list(x)) return(lapply(x, exactly))
  if (!is.numeric(x)) return(x)
  text <- ifelse(is.na(x), "#null", sprintf("#%.17g", x))
  if (is.matrix(x)) matrix(text, nrow(x)) else text
}
json <- gsub("\"#([^\"]*)\"", "\\1", jsonlite::toJSON(exactly(result), auto_unbox = TRUE))
columns <- c("times", "statuses", "groups", "strata", "covariates", "logRank", "flemingHarrington", "maxCombo", "rmst",
             "cox", "gray")
# a line a column, so that a change can be read
writeLines(gsub(sprintf("\"(%s)\":", paste(columns, collapse = "|")), "\n\"\\1\":", json), "test/known/comparisons.json")
