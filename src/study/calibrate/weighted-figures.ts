import { exp } from '../../math/elementary.ts';

/** Weights that sum to 1, from their logarithms. */
export function normalised(logs: readonly number[]): Float64Array {
  const most = logs.reduce((high, log) => Math.max(high, log), Number.NEGATIVE_INFINITY);
  const weights = Float64Array.from(logs, (log) => exp(log - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The weights, or null if their effective sample size is below 100, too small for a standard deviation. */
export function evenEnough(weights: Float64Array): Float64Array | null {
  return 1 / weights.reduce((sum, weight) => sum + weight ** 2, 0) >= 100 ? weights : null;
}

/** Mean and standard deviation. */
export function momentsOf(
  values: readonly number[],
  weights: ArrayLike<number>,
): { mean: number; sd: number } {
  const mean = values.reduce((sum, value, i) => sum + weights[i]! * value, 0);
  return {
    mean,
    sd: Math.sqrt(values.reduce((sum, value, i) => sum + weights[i]! * (value - mean) ** 2, 0)),
  };
}

/** The smallest value up to which the weights sum to a probability. */
export function weightedQuantiles(
  values: readonly number[],
  weights: ArrayLike<number>,
): (p: number) => number {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  return (p) => {
    let sum = 0;
    for (const i of order) {
      sum += weights[i]!;
      if (sum >= p) return values[i]!;
    }
    return values[order.at(-1)!]!;
  };
}

export function correlationOf(
  a: readonly number[],
  b: readonly number[],
  weights: ArrayLike<number>,
): number {
  const [first, second] = [momentsOf(a, weights), momentsOf(b, weights)];
  const shared = a.reduce(
    (sum, value, i) => sum + weights[i]! * (value - first.mean) * (b[i]! - second.mean),
    0,
  );
  return first.sd * second.sd === 0 ? 0 : shared / (first.sd * second.sd);
}
