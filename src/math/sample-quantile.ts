/**
 * The quantile of a sample, with linear interpolation between ranks: R's type 7.
 *
 * @param sorted increasing; values may be infinite
 * @param p from 0 to 1
 * @returns NaN of no values
 *
 * Source: Hyndman & Fan (1996), definition 7.
 */
export function sampleQuantile(sorted: Float64Array, p: number): number {
  return valueAtRank(sorted, (sorted.length - 1) * p);
}

/** Likewise at a rank, from 0 on, which may lie between two values. */
export function valueAtRank(sorted: Float64Array, rank: number): number {
  if (sorted.length === 0) return Number.NaN;
  const low = Math.floor(rank);
  const [below, above] = [sorted[low]!, sorted[low + 1]];
  // values may be infinite, and Infinity - Infinity is NaN
  if (rank === low || above === undefined || above === below) return below;
  return below + (rank - low) * (above - below);
}
