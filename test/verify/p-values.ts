import { exp, expm1, log1p } from '../../src/math/elementary.ts';
import { gammaP, gammaQ } from '../../src/math/gamma.ts';
import { normalSurvival } from '../../src/math/normal.ts';

/**
 * The probabilities of a statistic as small, and of one as large, under its null distribution. Each is accurate if it
 * is small, so both a bad fit and a fit that is too good can be measured.
 */
export interface Tails {
  lower: number;
  upper: number;
}

/** A two-sided p-value: twice the smaller tail. */
export function twoSided({ lower, upper }: Tails): number {
  return Math.min(1, 2 * Math.min(lower, upper));
}

export function chiSquareTails(statistic: number, degrees: number): Tails {
  return { lower: gammaP(degrees / 2, statistic / 2), upper: gammaQ(degrees / 2, statistic / 2) };
}

/**
 * Tails of a Poisson count, half the probability of the count itself in each (mid-p), so that their mean is 1/2.
 *
 * Source: Lancaster (1961), Significance tests in discrete distributions.
 */
export function poissonTails(count: number, mean: number): Tails {
  // P(X <= k) = Q(k + 1, mean); each tail is the mean of the probabilities with and without the count
  const upTo = (k: number) => (k < 0 ? 0 : gammaQ(k + 1, mean));
  const beyond = (k: number) => (k < 0 ? 1 : gammaP(k + 1, mean));
  return {
    lower: (upTo(count) + upTo(count - 1)) / 2,
    upper: (beyond(count) + beyond(count - 1)) / 2,
  };
}

/** Tail probabilities of the largest of some absolute values of independent standard normals. */
export function largestNormalTails(largest: number, of: number): Tails {
  const allBelow = of * log1p(-2 * normalSurvival(largest));
  return { lower: exp(allBelow), upper: -expm1(allBelow) };
}

/**
 * Tail probabilities of Kolmogorov's D = sup |F_n - F|.
 *
 * The limiting distribution at x = sqrt(n) D with a correction that leaves an error of at most 0.02 / n in the
 * probability, from 50 observations on.
 *
 * Sources: Kolmogorov (1933), the series for small x by theta inversion; correction by Vrbik (2018), Small-sample
 * corrections to Kolmogorov-Smirnov test statistic. Checked in test/known/verify.R.
 */
export function kolmogorovTails(distance: number, n: number): Tails {
  const root = Math.sqrt(n);
  const plain = distance * root;
  const x = plain + 1 / (6 * root) + (plain - 1) / (4 * n);
  if (x < 1) {
    let sum = 0;
    for (let k = 1; k < 20; k += 2) sum += exp(-((k * Math.PI) ** 2) / (8 * x * x));
    const lower = (Math.sqrt(2 * Math.PI) / x) * sum;
    return { lower, upper: 1 - lower };
  }
  let upper = 0;
  for (let k = 1; k < 10; k++) upper += (k % 2 === 1 ? 2 : -2) * exp(-2 * (k * x) ** 2);
  return { lower: 1 - upper, upper };
}

/** Kolmogorov's D for values that are uniform on (0, 1) under the null. @param sorted in increasing order */
export function kolmogorovDistance(sorted: Float64Array): number {
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const value = sorted[i]!;
    distance = Math.max(distance, (i + 1) / n - value, value - i / n);
  }
  return distance;
}

/** Pearson's sum of (observed - expected)^2 / expected. @param share of all observations, by cell */
export function pearson(observed: ArrayLike<number>, share: (cell: number) => number): number {
  let total = 0;
  for (let cell = 0; cell < observed.length; cell++) total += observed[cell]!;
  let sum = 0;
  for (let cell = 0; cell < observed.length; cell++) {
    const expected = total * share(cell);
    sum += (observed[cell]! - expected) ** 2 / expected;
  }
  return sum;
}
