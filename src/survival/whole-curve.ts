import type { SurvivalLine } from './curve.ts';

/**
 * The survival curve without censoring: the share of patients left, which is the Kaplan-Meier estimate to the last
 * bit.
 *
 * @param times of the rows, increasing
 * @param events in each row, all causes together
 * @param size number of patients at the start
 */
export function wholeCurve(times: Float64Array, events: Float64Array, size: number): SurvivalLine {
  const rows = times.length;
  const survival = new Float64Array(rows);
  let left = size;
  let last = -1;
  for (let row = 0; row < rows; row++) {
    if (left > 0) last = row;
    left -= events[row]!;
    survival[row] = left / size;
  }
  return { times, survival, size, followUp: last < 0 ? 0 : times[last]! };
}
