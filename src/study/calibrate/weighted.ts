import { exp, ln } from '../../math/elementary.ts';
import { factorise, quadraticForm } from '../../math/symmetric.ts';
import type { Evaluation } from './points.ts';

/** A point in the space of the scores, with its evaluation. */
export interface SamplePoint {
  scores: Float64Array;
  /** undefined if its values are impossible together */
  evaluation: Evaluation | undefined;
}

/** A posterior as weighted points. */
export interface Weighted {
  /** sum to 1 */
  weights: Float64Array;
  effectiveSampleSize: number;
  largestWeight: number;
  /** logarithm of the sum of the weights before normalisation: the log of the normalising constant */
  logTotal: number;
}

/** Importance weights: prior times likelihood over the density of the mixture of all proposals. */
export function weigh(heights: readonly number[], mixture: readonly number[]): Weighted {
  const logs = heights.map((height, i) => height - mixture[i]!);
  const highest = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY);
  if (highest === Number.NEGATIVE_INFINITY)
    throw new RangeError('no values of the free parameters reach the targets; widen the priors');
  const weights = Float64Array.from(logs, (log) => exp(log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length; i++) weights[i]! /= total;
  return {
    weights,
    effectiveSampleSize: 1 / weights.reduce((sum, weight) => sum + weight * weight, 0),
    largestWeight: weights.reduce((most, weight) => Math.max(most, weight), 0),
    logTotal: highest + ln(total),
  };
}

export function meanOf(
  points: readonly Pick<SamplePoint, 'scores'>[],
  weights: ArrayLike<number>,
): Float64Array {
  const mean = new Float64Array(points[0]!.scores.length);
  points.forEach(({ scores }, i) => {
    for (let k = 0; k < mean.length; k++) mean[k]! += weights[i]! * scores[k]!;
  });
  return mean;
}

/** Weighted covariance of the points nearest to a centre. */
export function nearCovariance(
  points: readonly SamplePoint[],
  weights: Float64Array,
  centre: number,
  count: number,
): number[][] {
  const at = points[centre]!.scores;
  const overall = weightedCovariance(points, weights, undefined);
  const metric = factorise(overall.map((row, k) => row.map((entry, l) => (k === l ? entry + 1e-4 : entry))));
  const near = points
    .map(({ scores }, i) => ({
      i,
      away: quadraticForm(
        metric,
        scores.map((score, k) => score - at[k]!),
      ),
    }))
    .sort((a, b) => a.away - b.away)
    .slice(0, count);
  const own = near.map(({ i }) => points[i]!);
  // an equal share is added to each weight, so that one dominant point does not collapse the covariance
  const mixed = Float64Array.from(near, ({ i }) => weights[i]! + 1 / points.length);
  const sum = mixed.reduce((total, weight) => total + weight, 0);
  return weightedCovariance(
    own,
    mixed.map((weight) => weight / sum),
    at,
  );
}

/** @param about centre; by default the weighted mean */
export function weightedCovariance(
  points: readonly Pick<SamplePoint, 'scores'>[],
  weights: ArrayLike<number>,
  about: Float64Array | undefined,
): number[][] {
  const size = points[0]!.scores.length;
  const centre = about ?? meanOf(points, weights);
  const sums = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  points.forEach(({ scores }, i) => {
    for (let k = 0; k < size; k++)
      for (let l = 0; l <= k; l++)
        sums[k]![l]! += weights[i]! * (scores[k]! - centre[k]!) * (scores[l]! - centre[l]!);
  });
  return sums.map((row, k) => row.map((_, l) => (l <= k ? sums[k]![l]! : sums[l]![k]!)));
}

/** The logarithm of the sum of two numbers that are given as logarithms. */
export function joined(a: number, b: number): number {
  const most = Math.max(a, b);
  if (most === Number.NEGATIVE_INFINITY) return most;
  return most + ln(exp(a - most) + exp(b - most));
}
