import type { SurvivalCurve, SurvivalLine } from './curve.ts';
import type { ErrorsOnDemand } from './greenwood.ts';
import { confidenceLimit, type IntervalOptions, normalDeviate } from './interval.ts';

export interface QuantileOptions extends IntervalOptions {
  /**
   * false (default): the curve is a step function, for individual times. true: the curve is linear within a row, for
   * a tally whose events lie anywhere in their row.
   */
  interpolate?: boolean;
}

/**
 * Survival within this of 1 - p counts as equal: above the rounding of thousands of factors, below 1 patient in
 * 10^11.
 */
const TOLERANCE = 1e-12;

/**
 * The time by which a proportion p has had the event: the first time at which survival is 1 - p or less.
 *
 * If the curve is exactly 1 - p over an interval, its middle is returned, as for a sample median. The interval ends
 * at the next event, or at the end of follow-up if there is none. With `interpolate` it ends at the start of the next
 * event's row.
 *
 * The confidence interval inverts the pointwise interval of survival: its lower end is where the lower limits first
 * reach 1 - p, its upper end where the upper limits do (Brookmeyer & Crowley 1982).
 *
 * @param p in (0, 1]; 0.5 for the median
 * @returns value, lower and upper in the unit of time; NaN means not reached within follow-up, so a NaN `upper` is an
 *   interval without upper end
 * @throws RangeError if p, level or kind is out of range
 *
 * Without `interpolate` this is R's `quantile(survfit)`, with two exceptions. R treats survival within 1.5e-8 of 1 -
 * p as equal, which is too coarse for 10^8 patients. And if the limits are not monotone R sorts them, while this
 * takes their first crossing, as R's `print(survfit)` does: the median of `aml` has a 'log' interval of 18 to 45 here
 * and in `print`, of 18 to 48 in `quantile`. Checked in test/known/survival.R.
 *
 * @example
 * ```ts
 * import { kaplanMeier, lifeTable, quantile } from 'sojourn';
 *
 * const curve = kaplanMeier(lifeTable({ times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1] }));
 * console.log(quantile(curve, 0.5));
 * // { value: 7, lower: 4, upper: NaN }
 * ```
 */
export function quantile(
  curve: SurvivalCurve,
  p: number,
  { interpolate = false, level = 0.95, kind = 'log' }: QuantileOptions = {},
): { value: number; lower: number; upper: number } {
  if (!(p > 0 && p <= 1)) throw new RangeError(`p is ${p}, must be above 0 and at most 1`);
  const { survival, standardError } = curve;
  const z = normalDeviate(level);
  const limitAt = (deviate: number) => (r: number) =>
    confidenceLimit(survival[r]!, standardError[r]!, deviate, kind);
  return {
    value: quantileTime(curve, p, interpolate),
    lower: firstTime(curve, limitAt(-z), 1 - p, interpolate),
    upper: firstTime(curve, limitAt(z), 1 - p, interpolate),
  };
}

/**
 * The same as `quantile` with `interpolate`, level 0.95 and kind 'plain', from a curve whose errors are worked out on
 * demand: rows too early to be reached by a limit are passed over in blocks.
 */
export function quantileOnDemand(
  curve: ErrorsOnDemand,
  p: number,
): { value: number; lower: number; upper: number } {
  const { survival, errorAt, greenwoodAt } = curve;
  const timeAt = (deviate: number) => {
    const limitAt = (r: number) => confidenceLimit(survival[r]!, errorAt(r), deviate, 'plain');
    // survival falls and Greenwood's sum grows, so no limit of these rows is lower
    const least = (from: number, to: number) =>
      survival[to]! + Math.min(0, deviate) * survival[from]! * Math.sqrt(greenwoodAt(to));
    return firstTime(curve, limitAt, 1 - p, true, least);
  };
  const z = normalDeviate(0.95);
  return { value: quantileTime(curve, p, true), lower: timeAt(-z), upper: timeAt(z) };
}

/**
 * The value of `quantile` without its interval.
 *
 * @example
 * ```ts
 * import { kaplanMeier, lifeTable, quantileTime } from 'sojourn';
 *
 * const curve = kaplanMeier(lifeTable({ times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1] }));
 * console.log(quantileTime(curve, 0.25));
 * // 4
 * ```
 */
export function quantileTime(curve: SurvivalLine, p: number, interpolate = false): number {
  return quantileOfHeights(curve, (r) => curve.survival[r]!, p, interpolate);
}

/** The same of survival that is worked out when it is asked for. @param heightAt survival by row, which never rises */
export function quantileOfHeights(
  curve: Pick<SurvivalLine, 'times' | 'followUp'>,
  heightAt: (row: number) => number,
  p: number,
  interpolate: boolean,
): number {
  return firstTime(curve, heightAt, 1 - p, interpolate, (_, to) => heightAt(to));
}

/** Rows that are passed over at once if none can reach the target. */
const BLOCK = 64;
/** Far above the rounding error of a bound of heights. */
const ROUNDING = 1e-9;

/**
 * The first time at which a function of the rows, 1 before the first one, is `target` or less.
 *
 * @param least a lower bound of the heights of the rows `from` to `to`, for a search in blocks
 */
function firstTime(
  { times, followUp }: Pick<SurvivalLine, 'times' | 'followUp'>,
  heightAt: (row: number) => number,
  target: number,
  interpolate: boolean,
  least?: (from: number, to: number) => number,
): number {
  let row = 0;
  while (
    least !== undefined &&
    row + BLOCK < times.length &&
    least(row, row + BLOCK - 1) > target + TOLERANCE + ROUNDING
  )
    row += BLOCK;
  let before = 1; // the last height that is not NaN: limits are undefined before the first event
  for (let r = row - 1; r >= 0; r--) {
    const height = heightAt(r);
    if (!Number.isNaN(height)) {
      before = height;
      break;
    }
  }
  let height = 1;
  for (; ; row++) {
    if (row === times.length) return NaN;
    height = heightAt(row);
    if (height <= target + TOLERANCE) break;
    if (height > target) before = height;
  }
  const reached = interpolate ? within(times, row, (before - target) / (before - height)) : times[row]!;
  if (height < target - TOLERANCE) return reached;

  let next = row + 1;
  while (next < times.length && !(heightAt(next) < target - TOLERANCE)) next++;
  const end = next === times.length ? followUp : times[interpolate ? next - 1 : next]!;
  return (reached + end) / 2;
}

/** The time at a share of the way through a row. */
function within(times: Float64Array, row: number, share: number): number {
  const start = row === 0 ? 0 : times[row - 1]!;
  return start + (times[row]! - start) * Math.min(1, share);
}
