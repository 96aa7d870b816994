import type { SurvivalCurve } from './curve.ts';
import { curveWithErrors } from './greenwood.ts';
import { checkLifeTable, type LifeTable, rowAt } from './life-table.ts';

/**
 * Kaplan-Meier estimate of event-free survival; several causes count as one.
 *
 * Until the first censoring the estimate is the exact ratio (at risk after the row) / (size), to the last bit, for
 * any number of rows and patients, and the standard error is the binomial one.
 *
 * Once nobody is at risk the curve keeps its last value and the standard error is NaN. The standard error is also NaN
 * if survival reaches 0 after censoring, as in R; without censoring it is then 0, the binomial one.
 *
 * A patient censored in a row counts as at risk for the whole row. For individual times this is the convention for
 * ties; on a grid it lowers a row's hazard by at most the share of its patients censored in it.
 *
 * @param table life table of one group, any number of causes
 * @returns survival just after each row, in [0, 1]; NaN throughout if the table has no patients
 * @throws RangeError if a row has more events and censorings than patients at risk
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
  const { errorAt, greenwoodAt: _, ...curve } = curveWithErrors(table);
  const standardError = new Float64Array(curve.times.length);
  for (let r = 0; r < standardError.length; r++) standardError[r] = errorAt(r);
  return { ...curve, standardError };
}

/**
 * Survival at a time. The curve is a right-continuous step function: an event at `time` has already happened.
 *
 * After the end of follow-up the last value continues, and its standard error is NaN, since nothing was observed.
 * Once survival has reached 0, the standard error of the last row continues too.
 *
 * @param time >= 0, in the unit of the curve's times
 * @throws RangeError if time is negative or NaN
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
