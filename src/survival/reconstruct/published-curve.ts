/** The published data of one group: a curve and numbers at risk. */
export interface PublishedCurve {
  /** times of the points read from the curve, >= 0, in any order; best one point at the foot of each step */
  times: ArrayLike<number>;
  /** survival at each point, from 0 to 1 (divide percentages by 100) */
  survival: ArrayLike<number>;
  /** the numbers at risk below the figure: the first time is 0, so that the first count is the group's size */
  atRisk: { times: ArrayLike<number>; counts: ArrayLike<number> };
  /** total number of events, if published */
  events?: number;
}

/** Points that were changed, since no survival curve can have them. */
export interface Changes {
  /** number of points */
  points: number;
  /** the largest change of survival, and its time */
  largest: number;
  at: number;
}

/** A decreasing curve: points at increasing times, and the numbers at risk. */
export interface Outline {
  times: Float64Array;
  survival: Float64Array;
  /** points above earlier ones, or above 1, which were lowered */
  lowered: Changes;
  /** points below 0, which were raised to 0 */
  raised: Changes;
  riskTimes: Float64Array;
  counts: Float64Array;
  /** the last time in the figure */
  end: number;
}

/** How far outside [0, 1] a point may be read. */
const READING_TOLERANCE = 0.02;

/**
 * Orders the points. A point above earlier ones is lowered to them, since a survival curve cannot rise; of several
 * points at one time the lowest counts.
 *
 * @throws RangeError naming the point or the count that is impossible
 */
export function outlineOf({ times, survival, atRisk, events }: PublishedCurve): Outline {
  if (survival.length !== times.length)
    throw new RangeError(`${survival.length} values of survival for ${times.length} times, must be as many`);
  if (times.length === 0) throw new RangeError('the curve has no points');
  for (let i = 0; i < times.length; i++) {
    if (!(times[i]! >= 0 && times[i]! < Infinity))
      throw new RangeError(`times[${i}] is ${times[i]}, must be finite and >= 0`);
    if (!(survival[i]! >= -READING_TOLERANCE && survival[i]! <= 1 + READING_TOLERANCE))
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
    record(lowered, survival[i]! - lowest, time);
    record(raised, -survival[i]!, time);
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

function record(changes: Changes, by: number, time: number): void {
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
