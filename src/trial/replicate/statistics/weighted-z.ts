import type { EventTable } from '../event-table.ts';

/**
 * The z of a weighted log-rank test, above 0 where treatment has fewer events than expected: weighted excess over the
 * root of its hypergeometric variance, both summed over strata.
 *
 * @param weights of each row
 * @returns NaN where no row with a weight has both arms at risk
 */
export function weightedZ(table: EventTable, weights: Float64Array): number {
  const { rows, control, treated, events, treatedEvents } = table;
  let excess = 0;
  let variance = 0;
  for (let r = 0; r < rows; r++) {
    const d = events[r]!;
    const mine = treated[r]!;
    const n = control[r]! + mine;
    const weight = weights[r]!;
    const share = mine / n;
    excess += weight * (treatedEvents[r]! - d * share);
    const sampled = d > 1 ? (d * (n - d)) / (n - 1) : 1;
    variance += weight * weight * (sampled * (share * (1 - share)));
  }
  return variance > 0 ? -excess / Math.sqrt(variance) : NaN;
}
