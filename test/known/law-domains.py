"""Survival of laws drawn over their whole domains, in 80 decimal digits: test/known/law-domains.json.

Run: python3 test/known/law-domains.py > test/known/law-domains.json (standard library only).

Each case is a law with parameters even in their logarithm over the domain of scenarios/README.md (every other one over the
part of it where something happens by the horizon), alone or under a cure fraction, a hazard ratio or a time ratio, on one
of four clocks that shows `shown` when patients come. `survival` is that of those patients at `times`, since the start.
"""
import json
import random
from decimal import Decimal as D, getcontext

getcontext().prec = 80
getcontext().Emax = 10**15
getcontext().Emin = -(10**15)
random.seed(20261130)
HUGE = D(10) ** 6
PI = D("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798")


def power(x, y):
    exponent = y * x.ln()
    if exponent > HUGE:
        return D(10) ** 400000
    return D(0) if exponent < -HUGE else exponent.exp()


def upper_normal(z):
    """P(Z > z): a series near 0, a continued fraction in the tails."""
    if z < 0:
        return 1 - upper_normal(-z)
    if z > 12:
        if z > 1000:
            return D(0)
        fraction = z
        for k in range(300, 0, -1):
            fraction = z + k / fraction
        return (-z * z / 2).exp() / (2 * PI).sqrt() / fraction
    term = total = z
    k = 0
    while abs(term) > D(10) ** -75:
        k += 1
        term *= -z * z / (2 * k)
        total += term / (2 * k + 1)
    return D("0.5") - total / (2 * PI).sqrt()


def ln_gamma(a):
    """Stirling's series from 60 on, below it by the recurrence."""
    shift = D(0)
    while a < 60:
        shift -= a.ln()
        a += 1
    total = (a - D("0.5")) * a.ln() - a + (2 * PI).ln() / 2
    for k, number in enumerate(BERNOULLI, 1):
        total += number / (2 * k * (2 * k - 1) * a ** (2 * k - 1))
    return total + shift


def bernoulli(count):
    """B(2), B(4), ..."""
    from fractions import Fraction
    from math import comb

    numbers = [Fraction(1)]
    for m in range(1, 2 * count + 1):
        numbers.append(-sum(comb(m + 1, j) * numbers[j] for j in range(m)) / (m + 1))
    return [D(b.numerator) / D(b.denominator) for b in numbers[2::2]]


BERNOULLI = bernoulli(40)


def gammas(a, x):
    """The regularised incomplete gamma functions P(a, x) and Q(a, x): the smaller one by a series or a continued fraction."""
    if x <= 0:
        return D(0), D(1)
    exponent = a * x.ln() - x - ln_gamma(a)
    if exponent < -HUGE:
        return (D(0), D(1)) if x < a else (D(1), D(0))
    factor = exponent.exp()
    if x < a + 1:
        term = total = 1 / a
        k = a
        while term > total * D(10) ** -70:
            k += 1
            term *= x / k
            total += term
        return factor * total, 1 - factor * total
    b = x + 1 - a
    c = D(10) ** 1000
    d = 1 / b
    h = d
    i = 0
    while True:
        i += 1
        an = -i * (i - a)
        b += 2
        d = 1 / (an * d + b)
        c = b + an / c
        step = d * c
        h *= step
        if abs(step - 1) < D(10) ** -70:
            return 1 - factor * h, factor * h


def log_uniform(low, high):
    return 10 ** random.uniform(low, high)


def parameters(law, tame):
    """Even in their logarithm; `tame` keeps the time's scale near the horizon, and shapes in the middle half."""
    scale = log_uniform(-1, 2.5) if tame else log_uniform(-100, 100)
    if law == "exponential":
        return {"rate": 1 / scale}
    if law == "gompertz":
        size = log_uniform(-5, -1) if tame else log_uniform(-20, 3)
        return {"shape": random.choice([-1, 1]) * size, "rate": 1 / scale}
    if law == "log-normal":
        spread = log_uniform(-6, 3)
        meanlog = random.uniform(-2, 5) if tame else random.uniform(-230, 230)
        return {"meanlog": meanlog, "sdlog": spread}
    if law == "gamma":
        # the cost of the series goes with the root of the shape
        shape = log_uniform(-3, 4)
        return {"shape": shape, "rate": shape / scale if tame else 1 / scale}
    if law == "generalized-gamma":
        sigma = log_uniform(-2, 1.5)
        mu = random.uniform(-2, 5) if tame else random.uniform(-100, 100)
        return {"mu": mu, "sigma": sigma, "Q": random.choice([-1, 1]) * log_uniform(-2, 1)}
    return {"shape": log_uniform(-3, 6), "scale": scale}


def survival(law, p, t):
    if t <= 0:
        return D(1)
    p = {key: D(value) for key, value in p.items()}
    if law == "exponential":
        hazard = p["rate"] * t
    elif law == "weibull":
        hazard = power(t / p["scale"], p["shape"])
    elif law == "gompertz":
        exponent = p["shape"] * t
        hazard = D(10) ** 400000 if exponent > HUGE else p["rate"] / p["shape"] * (max(exponent, -HUGE).exp() - 1)
    elif law == "log-logistic":
        return 1 / (1 + power(t / p["scale"], p["shape"]))
    elif law == "gamma":
        return gammas(p["shape"], p["rate"] * t)[1]
    elif law == "generalized-gamma":
        k = 1 / p["Q"] ** 2
        exponent = p["Q"] * (t.ln() - p["mu"]) / p["sigma"]
        if abs(exponent) > HUGE:
            return D(0) if exponent * p["Q"] > 0 else D(1)
        lower, upper = gammas(k, k * exponent.exp())
        return upper if p["Q"] > 0 else lower
    else:
        return upper_normal((t.ln() - p["meanlog"]) / p["sdlog"])
    return D(0) if hazard > HUGE else (-hazard).exp()


cases = []
LAWS = ["exponential", "weibull", "gompertz", "log-logistic", "log-normal"]
GAMMAS = ["gamma", "generalized-gamma"]
MODIFIERS = ["none", "cure", "hazard-ratio", "time-ratio", "cure and hazard-ratio"]
CLOCKS = ["entry", "start", "since", "age"]
PLAN = [(LAWS[n % 5], MODIFIERS[n // 5 % 5], CLOCKS[n // 25 % 4]) for n in range(120)]
PLAN += [(GAMMAS[n // 2 % 2], MODIFIERS[n // 4 % 5], CLOCKS[n // 4 % 4]) for n in range(60)]
for number, (law, modifier, clock) in enumerate(PLAN):
    tame = number % 2 == 0
    p = parameters(law, tame)
    cure = hr = tr = None
    if "cure" in modifier:
        cure = random.choice([log_uniform(-12, 0), 1 - log_uniform(-12, 0)])
    if "hazard-ratio" in modifier:
        hr = log_uniform(-3, 3)
    if modifier == "time-ratio":
        tr = log_uniform(-3, 3)
    shown = 0 if clock == "entry" else 2 ** random.choice([-5, 0, 2, 5])
    def whole(t):
        s = survival(law, p, D(t) / (D(tr) if tr else 1))
        if cure is not None:
            s = D(cure) + (1 - D(cure)) * s
        return power(s, D(hr)) if hr and s > 0 else s
    at_entry = whole(shown)
    if at_entry < D(10) ** -300:
        continue
    times = [2 ** -5, 0.5, 4, 16, 64]
    values = [float(whole(shown + t) / at_entry) for t in times]
    cases.append({"law": law, "parameters": p, "cure": cure, "hazardRatio": hr, "timeRatio": tr,
                  "clock": clock, "shown": shown, "times": times, "survival": values})
print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")
