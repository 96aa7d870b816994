/** The median; NaN for an empty list. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The median, smallest and largest value of repeats. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/** Patients per second of each repeat, from its seconds. */
export function speedOf(patients: number, seconds: readonly number[]): Spread {
  return spreadOf(seconds.map((taken) => patients / taken));
}

/**
 * Parallel efficiency: the speed-up divided by the number of threads; 1 is ideal. The median of the ratios of
 * repeats, since a slow period of the machine affects both times of a repeat.
 *
 * @param one seconds of each repeat on one thread
 * @param all seconds of the same work on `threads` threads, in the same repeats
 */
export function efficiencyOf(one: readonly number[], all: readonly number[], threads: number): number {
  return median(one.map((seconds, i) => seconds / (threads * all[i]!)));
}

/** The largest efficiency for a number of equal chunks: in the last round some threads have no chunk. */
export function efficiencyLimit(chunks: number, threads: number): number {
  return chunks / (threads * Math.ceil(chunks / threads));
}
