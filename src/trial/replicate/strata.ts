import type { TrialStratum } from '../design.ts';

/** Cumulative shares of the strata. */
export function stratumBounds(strata: readonly TrialStratum[]): number[] {
  let sum = 0;
  return strata.map(({ share }) => (sum += share));
}

/** The stratum of a uniform draw on (0, 1). */
export function stratumOf(bounds: readonly number[], u: number): number {
  for (let s = 0; s < bounds.length - 1; s++) if (u < bounds[s]!) return s;
  return bounds.length - 1;
}
