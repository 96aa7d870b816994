# The model of scenarios/benchmark.yaml as one would write it with numpy: whole columns at a time, in slices that stay
# in the cache.
#
#   python3 illness-death.py 2097152 1
#
# Prints one line of JSON, as illness-death.cpp does. Generator: numpy's default, PCG64.

import json
import sys
import time

import numpy as np

HORIZON = 120
ROWS_PER_MONTH = 32
ROWS = HORIZON * ROWS_PER_MONTH + 1
SLICE = 16384

COMPLETION = 0.491
TOXICITY = 0.224
# shape and scale of progression, mean time to death, shape and scale of death after progression
PATHS = [
    ((0.9, 34), 1 / 0.002, (1.3, 28)),  # completing
    ((0.95, 20), 1 / 0.006, (1.2, 20)),  # not completing
]


def weibull(random, shape, scale, n):
    return scale * random.weibull(shape, n)


def count_rows(times):
    # row r counts the times in ((r - 1) / 32, r / 32]; the last row what is after the horizon
    rows = np.minimum(np.ceil(times * ROWS_PER_MONTH), ROWS).astype(np.int64)
    return np.bincount(rows, minlength=ROWS + 1)


def empty():
    return {"patients": 0, "toxicity": 0, "OS": np.zeros(ROWS + 1, int), "PFS": np.zeros(ROWS + 1, int)}


def simulate(random, patients):
    counts = [empty() for _ in PATHS]
    for first in range(0, patients, SLICE):
        size = min(SLICE, patients - first)
        completing = int(np.count_nonzero(random.random(size) < COMPLETION))
        for count, n, (law, mean, after) in zip(counts, (completing, size - completing), PATHS):
            count["patients"] += n
            count["toxicity"] += np.count_nonzero(random.random(n) < TOXICITY)
            progression = weibull(random, *law, n)
            overall = random.exponential(mean, n)
            count["PFS"] += count_rows(np.minimum(progression, overall))
            progressed = np.flatnonzero(progression < overall)
            overall[progressed] = progression[progressed] + weibull(random, *after, len(progressed))
            count["OS"] += count_rows(overall)
    return counts


def by_month(rows):
    return np.cumsum(rows)[: ROWS : ROWS_PER_MONTH].tolist()


def main():
    patients, seed = int(sys.argv[1]), int(sys.argv[2])
    random = np.random.default_rng(seed)
    simulate(random, patients // 16)
    start = time.perf_counter()
    counts = simulate(random, patients)
    seconds = time.perf_counter() - start
    paths = [
        {
            "patients": count["patients"],
            "toxicity": int(count["toxicity"]),
            "OS": by_month(count["OS"]),
            "PFS": by_month(count["PFS"]),
        }
        for count in counts
    ]
    print(json.dumps({"seconds": seconds, "paths": paths}))


main()
