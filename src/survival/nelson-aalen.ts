import { allEvents, checkLifeTable, type LifeTable } from './life-table.ts';

/** A cumulative hazard; one entry for each row of its life table, 0 before the first row. */
export interface HazardCurve {
  times: Float64Array;
  /** cumulative hazard up to and including each time */
  hazard: Float64Array;
  standardError: Float64Array;
  /** patients at risk just before the events of each row */
  atRisk: Float64Array;
}

/**
 * Nelson-Aalen estimate of the cumulative hazard of any event: the sum of d / n.
 *
 * The variance is the sum of d / n^2 (Aalen's), which is R's `std.chaz` squared in `survfit(stype = 2, ctype = 1)`.
 * Tied events count simultaneously, without the Fleming-Harrington correction. On a grid with many events in a row, d
 * / n is below the hazard's increment by about half its square.
 *
 * Once nobody is at risk the hazard keeps its last value and the standard error is NaN.
 *
 * @param table life table of one group, any number of causes
 * @returns NaN throughout if the table has no patients
 * @throws RangeError if a row has more events and censorings than patients at risk
 *
 * @example
 * ```ts
 * import { lifeTable, nelsonAalen } from 'sojourn';
 *
 * const { times, hazard } = nelsonAalen(lifeTable({ times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1] }));
 * console.log(times[0], hazard[0]);
 * // 3 0.166666...
 * ```
 *
 * Source: Nelson (1972); Aalen (1978), Ann. Statist. 6. Checked in test/known/survival.R.
 */
export function nelsonAalen(table: LifeTable): HazardCurve {
  checkLifeTable(table);
  const { times, censored, size } = table;
  const events = allEvents(table);
  const hazard = new Float64Array(times.length);
  const standardError = new Float64Array(times.length);
  const atRisk = new Float64Array(times.length);
  let sum = size > 0 ? 0 : NaN;
  let lost = 0; // rounding error of `sum` (Kahan)
  let variance = 0;
  let n = size;
  for (let r = 0; r < times.length; r++) {
    atRisk[r] = n;
    if (n > 0) {
      const step = events[r]! / n - lost;
      const next = sum + step;
      lost = next - sum - step;
      sum = next;
      variance += events[r]! / (n * n);
    } else {
      variance = NaN;
    }
    hazard[r] = sum;
    standardError[r] = Math.sqrt(variance);
    n -= events[r]! + censored[r]!;
  }
  return { times, hazard, standardError, atRisk };
}
