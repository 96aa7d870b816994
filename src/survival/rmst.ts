import type { CountedCurve, SurvivalLine } from './curve.ts';
import { rowAt } from './life-table.ts';

export interface RmstOptions {
  /**
   * 'step' (default): events are at the time of their row, for individual times. 'midpoint': events are on average in
   * the middle of their row, for a tally on a grid.
   */
  rows?: 'step' | 'midpoint';
}

/**
 * Restricted mean survival time: the mean of min(T, tau), which is the area under the survival curve from 0 to tau.
 *
 * With 'midpoint' the curve is linear within a row, and a tau inside a row cuts it there. Without censoring the
 * standard error is sqrt(mean squared deviation of min(T, tau) / n), with divisor n, not n - 1.
 *
 * @param curve times in any unit
 * @param tau > 0, in the same unit
 * @returns value and standardError in that unit; both NaN if follow-up ends before tau with patients event-free,
 *   since the mean cannot then be estimated
 * @throws RangeError if tau is not finite and positive
 *
 * @example
 * ```ts
 * import { kaplanMeier, lifeTable, rmst } from 'sojourn';
 *
 * const curve = kaplanMeier(lifeTable({ times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1] }));
 * console.log(rmst(curve, 10));
 * // { value: 6.75, standardError: 1.160699... }
 * ```
 *
 * Source: Irwin (1949); Kaplan & Meier (1958), section 6.1 for the variance, sum of A^2 d / (n (n - d)) with A the
 * area after the event; Uno et al. (2014). Checked in test/known/survival.R.
 */
export function rmst(
  curve: CountedCurve,
  tau: number,
  { rows = 'step' }: RmstOptions = {},
): { value: number; standardError: number } {
  if (isTooLate(curve, tau)) return { value: NaN, standardError: NaN };
  return rows === 'step' ? stepArea(curve, tau) : linearArea(curve, tau);
}

/** The value of `rmst` with 'midpoint' without its standard error, which is much faster. */
export function rmstValue(curve: SurvivalLine, tau: number): number {
  if (isTooLate(curve, tau)) return NaN;
  const { times, survival } = curve;
  let area = 0;
  let r = rowAt(times, tau);
  if (r + 1 < times.length && tau > startOf(curve, r + 1)) {
    const start = startOf(curve, ++r);
    const width = tau - start;
    const share = width / (times[r]! - start) / 2;
    area = width * (1 - share) * heightBefore(curve, r) + width * share * survival[r]!;
    r--;
  }
  for (; r >= 0; r--) {
    const half = (times[r]! - startOf(curve, r)) / 2;
    area = area + half * survival[r]! + half * heightBefore(curve, r);
  }
  return area;
}

/** @throws RangeError unless tau is finite and positive */
function isTooLate({ survival, followUp, size }: SurvivalLine, tau: number): boolean {
  if (!(tau > 0 && tau < Infinity)) throw new RangeError(`tau is ${tau}, must be finite and > 0`);
  const finished = survival.length > 0 && survival[survival.length - 1] === 0;
  return size === 0 || (tau > followUp && !finished);
}

// Both go backwards from tau, so that the area after an event is known at the event. `moved` is the part of the area
// that a row's factor (n - d) / n multiplies; the variance sums moved^2 d / (n (n - d)).

function stepArea(curve: CountedCurve, tau: number) {
  const { times, survival } = curve;
  let area = 0;
  let variance = 0;
  let end = tau;
  for (let r = rowAt(times, tau); r >= 0; r--) {
    area += survival[r]! * (end - times[r]!);
    variance += area * area * relativeVariance(curve, r);
    end = times[r]!;
  }
  return { value: area + end, standardError: Math.sqrt(variance) };
}

function linearArea(curve: CountedCurve, tau: number) {
  const { times, survival } = curve;
  let area = 0;
  let variance = 0;
  let r = rowAt(times, tau);
  if (r + 1 < times.length && tau > startOf(curve, r + 1)) {
    const start = startOf(curve, ++r);
    const width = tau - start;
    const share = width / (times[r]! - start) / 2;
    const moved = width * share * survival[r]!;
    variance = moved * moved * relativeVariance(curve, r);
    area = width * (1 - share) * heightBefore(curve, r) + moved;
    r--;
  }
  for (; r >= 0; r--) {
    const half = (times[r]! - startOf(curve, r)) / 2;
    const moved = area + half * survival[r]!;
    variance += moved * moved * relativeVariance(curve, r);
    area = moved + half * heightBefore(curve, r);
  }
  return { value: area, standardError: Math.sqrt(variance) };
}

const startOf = (curve: SurvivalLine, row: number) => (row === 0 ? 0 : curve.times[row - 1]!);
const heightBefore = (curve: SurvivalLine, row: number) => (row === 0 ? 1 : curve.survival[row - 1]!);

/** Greenwood's term of a row, d / (n (n - d)); 0 if nobody is left, since the area after it is then 0. */
function relativeVariance({ atRisk, events }: CountedCurve, row: number): number {
  const left = atRisk[row]! - events[row]!;
  return left > 0 ? events[row]! / (atRisk[row]! * left) : 0;
}
