import { exp, log1p } from '../math/elementary.ts';

/**
 * A piecewise constant hazard: rates[i] from starts[i] until starts[i + 1], the last one for ever. Events per unit of
 * time.
 */
export interface PiecewiseHazard {
  /** time since entry; increasing from 0 */
  starts: readonly number[];
  rates: readonly number[];
}

/**
 * A constant hazard.
 *
 * @throws RangeError unless the rate is at least 0 and finite
 *
 * @example
 * ```ts
 * import { constantHazard } from 'sojourn';
 *
 * console.log(constantHazard(0.05));
 * // { starts: [ 0 ], rates: [ 0.05 ] }
 * ```
 */
export function constantHazard(rate: number): PiecewiseHazard {
  const hazard = { starts: [0], rates: [rate] };
  checkHazard(hazard, 'the hazard');
  return hazard;
}

/**
 * The constant hazard with a given median.
 *
 * @throws RangeError unless the median is above 0; Infinity gives hazard 0
 *
 * @example
 * ```ts
 * import { hazardOfMedian } from 'sojourn';
 *
 * console.log(hazardOfMedian(12).rates);
 * // [ 0.057762... ]
 * ```
 */
export function hazardOfMedian(median: number): PiecewiseHazard {
  if (!(median > 0)) throw new RangeError(`the median is ${median}, must be above 0`);
  return constantHazard(Math.LN2 / median);
}

/**
 * The constant hazard under which a given share has had the event by a time. For example, 5% drop-out a year is
 *
 * (0.05, 12) in months.
 *
 * @throws RangeError unless 0 <= share < 1 and the time is above 0 and finite
 *
 * @example
 * ```ts
 * import { hazardOfShare } from 'sojourn';
 *
 * console.log(hazardOfShare(0.05, 12).rates);
 * // [ 0.004274... ]
 * ```
 */
export function hazardOfShare(share: number, time: number): PiecewiseHazard {
  if (!(share >= 0 && share < 1)) throw new RangeError(`the share is ${share}, must be from 0 to below 1`);
  if (!(time > 0 && time < Infinity)) throw new RangeError(`the time is ${time}, must be above 0 and finite`);
  return constantHazard(-log1p(-share) / time);
}

/**
 * A hazard times a hazard ratio that may change with time; the starts of both are kept.
 *
 * @param ratio its rates are hazard ratios; a delayed effect is { starts: [0, delay], rates: [1, ratio] }
 *
 * @example
 * ```ts
 * import { hazardOfMedian, hazardTimesRatio } from 'sojourn';
 *
 * const delayed = hazardTimesRatio(hazardOfMedian(12), { starts: [0, 3], rates: [1, 0.6] });
 * console.log(delayed);
 * // {
 * //   starts: [ 0, 3 ],
 * //   rates: [ 0.057762..., 0.034657... ]
 * // }
 * ```
 */
export function hazardTimesRatio(hazard: PiecewiseHazard, ratio: PiecewiseHazard): PiecewiseHazard {
  checkHazard(hazard, 'the hazard');
  checkHazard(ratio, 'the hazard ratio');
  const starts = risingTimes(hazard.starts, ratio.starts);
  return { starts, rates: starts.map((t) => hazardAt(hazard, t) * hazardAt(ratio, t)) };
}

/** The hazard of leaving by either cause, such as event or drop-out. The starts of both are kept. */
export function sumOfHazards(one: PiecewiseHazard, other: PiecewiseHazard): PiecewiseHazard {
  const starts = risingTimes(one.starts, other.starts);
  return { starts, rates: starts.map((t) => hazardAt(one, t) + hazardAt(other, t)) };
}

/** The rate at time t >= 0; at a start, the rate of the piece that begins there. */
export function hazardAt({ starts, rates }: PiecewiseHazard, t: number): number {
  let i = starts.length - 1;
  while (i > 0 && starts[i]! > t) i--;
  return rates[i]!;
}

/** The integral of the hazard from 0 to t >= 0; t may be Infinity. */
export function cumulativeHazard({ starts, rates }: PiecewiseHazard, t: number): number {
  let total = 0;
  for (let i = 0; i < starts.length && starts[i]! < t; i++) {
    // rate 0 for ever adds 0; 0 x Infinity would be NaN
    if (rates[i]! > 0) total += rates[i]! * (Math.min(t, starts[i + 1] ?? Infinity) - starts[i]!);
  }
  return total;
}

/** P(T > t). */
export function survivalAt(hazard: PiecewiseHazard, t: number): number {
  return exp(-cumulativeHazard(hazard, t));
}

/** The distinct times of all lists, increasing. */
export function risingTimes(...lists: readonly (readonly number[])[]): number[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

/**
 * @param what the name of the hazard in messages
 * @throws RangeError unless starts increase from 0, and each has a finite rate of at least 0
 */
export function checkHazard({ starts, rates }: PiecewiseHazard, what: string): void {
  if (starts.length === 0 || starts[0] !== 0)
    throw new RangeError(`${what} starts at ${starts[0]}, must start at 0`);
  if (rates.length !== starts.length)
    throw new RangeError(
      `${what} has ${rates.length} rates for ${starts.length} starts, must have one for each`,
    );
  starts.forEach((start, i) => {
    if (!(i === 0 || start > starts[i - 1]!) || start === Infinity)
      throw new RangeError(`${what} has starts[${i}] at ${start}, must be finite and after the one before`);
    if (!(rates[i]! >= 0 && rates[i]! < Infinity))
      throw new RangeError(`${what} has rates[${i}] of ${rates[i]}, must be at least 0 and finite`);
  });
}
