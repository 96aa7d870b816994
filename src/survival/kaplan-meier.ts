import { allEvents, checkLifeTable, type LifeTable, rowAt } from './life-table.ts';

/** A survival curve, one entry a row of its life table. It is 1 before the first row. */
export interface SurvivalCurve {
  times: Float64Array;
  /** probability of being event-free just after each time */
  survival: Float64Array;
  /** Greenwood standard error of survival */
  standardError: Float64Array;
  /** patients at risk just before the events of each row */
  atRisk: Float64Array;
  /** events in each row, all causes together */
  events: Float64Array;
  /** patients at the start */
  size: number;
  /** end of follow-up: the last time up to which anyone was at risk, 0 when nobody ever was */
  followUp: number;
}

/**
 * Kaplan-Meier estimate of survival, free of any event: several causes count as one.
 *
 *
 * Until the first censoring the estimate is the exact ratio (at risk after the row) / (size), to the last bit,
 * whatever the number of rows and patients, and the standard error is the binomial one.
 *
 * Once nobody is at risk the curve keeps its last value and the standard error is NaN. It is also NaN where
 * survival reaches 0 after censoring, as in R; without censoring it is 0 there, the binomial one.
 *
 * A patient censored in a row counts as at risk for all of it. In individual times that is the convention for
 * ties; on a grid it lowers the hazard of a row by at most the share of its patients censored in it.
 *
 * @param table life table of one group, any number of causes
 * @returns survival just after each row, in [0, 1]; NaN throughout when the table has no patients
 * @throws RangeError when a row has more events and censorings than patients at risk
 *
 * @example
 * ```ts
 * import { kaplanMeier, lifeTable } from 'sojourn';
 *
 * const curve = kaplanMeier(lifeTable({ times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1] }));
 * console.log(curve.times, curve.survival);
 * // Float64Array(6) [ 3, 4, 5, 8, 9, 12 ] Float64Array(6) [
 * //   0.833333...,
 * //   0.666666...,
 * //   0.5,
 * //   0.5,
 * //   0.25,
 * //   0
 * // ]
 * ```
 *
 * Source: Kaplan & Meier (1958), JASA 53; Greenwood (1926). Checked in test/known/survival.R.
 */
export function kaplanMeier(table: LifeTable): SurvivalCurve {
  checkLifeTable(table);
  const { times, censored, size } = table;
  const rows = times.length;
  const events = allEvents(table);
  const survival = new Float64Array(rows);
  const standardError = new Float64Array(rows);
  const atRisk = new Float64Array(rows);

  // Between two censorings the factors (n - d) / n telescope to one ratio of whole numbers, which is not
  // multiplied out row by row: `base` is survival where the stretch began and `start` who was at risk there.
  let base = size > 0 ? 1 : NaN;
  let start = size;
  let complete = true; // nobody censored yet
  let current = base;
  let error = size > 0 ? 0 : NaN;
  let greenwood = 0;
  let lost = 0; // what the sum `greenwood` rounded away (Kahan)
  let n = size;
  let followUp = 0;
  for (let r = 0; r < rows; r++) {
    atRisk[r] = n;
    if (n === 0) {
      if (!complete) error = NaN;
    } else {
      followUp = times[r]!;
      const d = events[r]!;
      const left = n - d;
      if (d > 0) {
        current = base * (left / start);
        const term = d / (n * left) - lost;
        const sum = greenwood + term;
        lost = sum - greenwood - term;
        greenwood = sum;
        error = left > 0 ? current * Math.sqrt(greenwood) : complete ? 0 : NaN;
      }
      n = left - censored[r]!;
      if (censored[r]! > 0) {
        complete = false;
        base = current;
        start = n;
      }
    }
    survival[r] = current;
    standardError[r] = error;
  }
  return { times, survival, standardError, atRisk, events, size, followUp };
}

/**
 * Survival at a time: the right-continuous step function, so an event at `time` has already happened.
 *
 *
 * After the end of follow-up the last value stands, and its standard error is NaN: nothing was observed there.
 * When survival has reached 0 nothing is left to observe and the standard error of the last row stands.
 *
 * @param time >= 0, in the unit of the curve's times
 * @throws RangeError when time is negative or NaN
 *
 * @example
 * ```ts
 * import { kaplanMeier, lifeTable, survivalAt } from 'sojourn';
 *
 * const curve = kaplanMeier(lifeTable({ times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1] }));
 * console.log(survivalAt(curve, 6));
 * // { value: 0.5, standardError: 0.204124... }
 * ```
 */
export function survivalAt(curve: SurvivalCurve, time: number): { value: number; standardError: number } {
  if (!(time >= 0)) throw new RangeError(`time is ${time}, must be >= 0`);
  if (curve.size === 0) return { value: NaN, standardError: NaN };
  const row = rowAt(curve.times, time);
  const value = row < 0 ? 1 : curve.survival[row]!;
  const standardError = row < 0 ? 0 : curve.standardError[row]!;
  return { value, standardError: time > curve.followUp && value > 0 ? NaN : standardError };
}
