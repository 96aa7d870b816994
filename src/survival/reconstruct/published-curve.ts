/** What a published figure shows of one group. */
export interface PublishedCurve {
  /** times of points read off the curve, >= 0, in any order; best one at the foot of each step */
  times: ArrayLike<number>;
  /** survival at each point, from 0 to 1 (divide percentages by 100) */
  survival: ArrayLike<number>;
  /** the row below the figure: the first time is 0, so that the first count is the group's size */
  atRisk: { times: ArrayLike<number>; counts: ArrayLike<number> };
  /** events in all, where the text tells them */
  events?: number;
}

/** Points that no curve can have, and how they were changed: to those before them, or into [0, 1]. */
export interface Changes {
  /** how many points */
  points: number;
  /** the largest change of survival, and its time */
  largest: number;
  at: number;
}

/** A curve that falls: points of increasing times, and the numbers at risk. */
export interface Outline {
  times: Float64Array;
  survival: Float64Array;
  /** points that rose above those before them, or above 1, and were lowered */
  lowered: Changes;
  /** points below 0 that were raised to it */
  raised: Changes;
  riskTimes: Float64Array;
  counts: Float64Array;
  /** the last time that the figure shows */
  end: number;
}

/** Survival may be read so far outside [0, 1], by a pointer that shook. */
const SHAKE = 0.02;

/**
 * Puts the points in order: a point is lowered to those before it, because a curve cannot rise, and of points at one
 * time the lowest counts.
 *
 * @throws RangeError naming the point or the count that no figure can show
 */
export function outlineOf({ times, survival, atRisk, events }: PublishedCurve): Outline {
  if (survival.length !== times.length)
    throw new RangeError(`${survival.length} values of survival for ${times.length} times, must be as many`);
  if (times.length === 0) throw new RangeError('the curve has no points');
  for (let i = 0; i < times.length; i++) {
    if (!(times[i]! >= 0 && times[i]! < Infinity))
      throw new RangeError(`times[${i}] is ${times[i]}, must be finite and >= 0`);
    if (!(survival[i]! >= -SHAKE && survival[i]! <= 1 + SHAKE))
      throw new RangeError(`survival[${i}] is ${survival[i]}, must be from 0 to 1`);
  }
  checkCounts(atRisk);
  if (events !== undefined && !(events >= 0 && events <= atRisk.counts[0]!))
    throw new RangeError(`events is ${events}, must be from 0 to the ${atRisk.counts[0]} at risk at first`);

  const order = Array.from(times, (_, i) => i).sort(
    (a, b) => times[a]! - times[b]! || survival[b]! - survival[a]!,
  );
  const points: { time: number; survival: number }[] = [];
  let lowest = 1;
  const lowered: Changes = { points: 0, largest: 0, at: 0 };
  const raised: Changes = { points: 0, largest: 0, at: 0 };
  for (const i of order) {
    const time = times[i]!;
    note(lowered, survival[i]! - lowest, time);
    note(raised, -survival[i]!, time);
    lowest = Math.max(0, Math.min(lowest, survival[i]!));
    if (points.at(-1)?.time === time) points.pop();
    points.push({ time, survival: lowest });
  }
  const riskTimes = Float64Array.from(atRisk.times);
  return {
    times: Float64Array.from(points, (point) => point.time),
    survival: Float64Array.from(points, (point) => point.survival),
    lowered,
    raised,
    riskTimes,
    counts: Float64Array.from(atRisk.counts),
    end: Math.max(points.at(-1)!.time, riskTimes.at(-1)!),
  };
}

function note(changes: Changes, by: number, time: number): void {
  if (!(by > 0)) return;
  changes.points++;
  if (by <= changes.largest) return;
  changes.largest = by;
  changes.at = time;
}

function checkCounts({ times, counts }: PublishedCurve['atRisk']): void {
  if (counts.length !== times.length)
    throw new RangeError(`${counts.length} counts for ${times.length} times at risk, must be as many`);
  if (times.length === 0 || times[0] !== 0)
    throw new RangeError(`the first time at risk is ${times[0]}, must be 0`);
  for (let i = 0; i < times.length; i++) {
    const count = counts[i]!;
    if (i > 0 && !(times[i]! > times[i - 1]! && times[i]! < Infinity))
      throw new RangeError(`atRisk.times[${i}] is ${times[i]}, must be after the one before`);
    if (!(Number.isInteger(count) && count >= (i === 0 ? 1 : 0)))
      throw new RangeError(`atRisk.counts[${i}] is ${count}, must be a whole number >= ${i === 0 ? 1 : 0}`);
    if (i > 0 && count > counts[i - 1]!)
      throw new RangeError(`atRisk.counts[${i}] is ${count}, must be at most the ${counts[i - 1]} before`);
  }
}
