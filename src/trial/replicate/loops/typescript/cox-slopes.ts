import type { EventTable } from '../../event-table.ts';

/**
 * Derivatives of the log partial likelihood by the log hazard ratio: the first, minus the second, minus the third.
 * See `TrialLoops.coxSlopes`.
 */
export function coxSlopes(
  { rows, control, treated, treatedEvents }: EventTable,
  ratio: number,
  slopes: Float64Array,
): void {
  let score = 0;
  let information = 0;
  let change = 0;
  for (let r = 0; r < rows; r++) {
    const risk = ratio * treated[r]!;
    const share = risk / (risk + control[r]!);
    const variance = share * (1 - share);
    score += treatedEvents[r]! - share;
    information += variance;
    change += variance * (1 - 2 * share);
  }
  slopes[0] = score;
  slopes[1] = information;
  slopes[2] = change;
}
