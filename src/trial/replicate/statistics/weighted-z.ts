import type { EventTable } from '../event-table.ts';

/**
 * z of a weighted log-rank test, above 0 if treatment has fewer events than expected: weighted observed minus
 * expected, over the root of the hypergeometric variance, both summed over strata.
 *
 * @param weights one for each row
 * @returns NaN if no row with a positive weight has both arms at risk
 */
export function weightedZ(table: EventTable, weights: Float64Array): number {
  const { rows, control, treated, events, treatedEvents } = table;
  let excess = 0;
  let variance = 0;
  for (let r = 0; r < rows; r++) {
    const d = events[r]!;
    const treatedAtRisk = treated[r]!;
    const n = control[r]! + treatedAtRisk;
    const weight = weights[r]!;
    const share = treatedAtRisk / n;
    excess += weight * (treatedEvents[r]! - d * share);
    const sampled = d > 1 ? (d * (n - d)) / (n - 1) : 1;
    variance += weight * weight * (sampled * (share * (1 - share)));
  }
  return variance > 0 ? -excess / Math.sqrt(variance) : NaN;
}
