import type { EventTable } from '../event-table.ts';

/**
 * Kaplan-Meier survival of both arms of a row's stratum together, just before the row's time.
 *
 * @param until later events do not lower the curve; default Infinity
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
