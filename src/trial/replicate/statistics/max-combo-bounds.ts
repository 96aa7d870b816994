import { normalQuantileOfUpper } from '../../../math/normal.ts';

/** A bound on the relative error of the normal probabilities of MaxCombo. */
export const RELATIVE_ERROR = 1e-7;

/** A bound of all z's between those of two probabilities, if no boundary lies between them; else NaN. */
export function boundBetween(least: number, most: number, boundaries: readonly number[]): number {
  const low = normalQuantileOfUpper(Math.min(1, most));
  const high = normalQuantileOfUpper(Math.min(1, least));
  for (const boundary of boundaries)
    if (boundary >= low && boundary <= high && Math.abs(boundary) < Infinity) return NaN;
  return Number.isFinite(low) ? low : high;
}
