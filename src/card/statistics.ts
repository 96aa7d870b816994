/** The middle one, or halfway between the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** What repeats came to: the middle one, the smallest and the largest. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/** Patients per second of each repeat, from the seconds that each took. */
export function speedOf(patients: number, seconds: readonly number[]): Spread {
  return spreadOf(seconds.map((taken) => patients / taken));
}

/**
 * Parallel efficiency: how much of so many threads' work is had, 1 when all of it. The median of the repeats' own
 * ratios, since a machine that is slow for a while is slow for both.
 *
 * @param one seconds of each repeat on one thread
 * @param all seconds of the same work on `threads`, in the same turns
 */
export function efficiencyOf(one: readonly number[], all: readonly number[], threads: number): number {
  return median(one.map((seconds, i) => seconds / (threads * all[i]!)));
}

/** The best efficiency that this number of equal chunks allows: in the last round some threads have no chunk. */
export function efficiencyLimit(chunks: number, threads: number): number {
  return chunks / (threads * Math.ceil(chunks / threads));
}
