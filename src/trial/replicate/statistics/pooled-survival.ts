import type { EventTable } from '../event-table.ts';

/**
 * Kaplan and Meier's survival of both arms of the row's stratum together, just before the row's time.
 *
 * @param until later events do not lower it; none are later unless given
 */
export function preparedPooledSurvival(
  strata: number,
): (table: EventTable, into: Float64Array, until?: number) => void {
  const current = new Float64Array(strata);
  return ({ rows, times, strata: stratumOf, control, treated, events }, into, until = Infinity) => {
    current.fill(1);
    for (let r = 0; r < rows; r++) {
      const stratum = stratumOf[r]!;
      const survival = current[stratum]!;
      into[r] = survival;
      const n = control[r]! + treated[r]!;
      if (times[r]! <= until) current[stratum] = survival * ((n - events[r]!) / n);
    }
  };
}
