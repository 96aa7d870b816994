/**
 * Points between points: where a straight cumulative hazard is not near enough to a law's own, it gets more of them.
 */
import { exp } from '../../math/elementary.ts';
import type { Distribution } from '../distributions/distribution.ts';

export type Point = [time: number, hazard: number];

/** Which errors between points matter, beside those of patients at risk from the start. */
export interface Need {
  /** patients come to the law while its clock runs, at most at this time, and need not have been at risk before; 0: never */
  latest: number;
  /**
   * hazards are multiplied by numbers that differ from patient to patient, up to this one, as `roundedRatio` has it; 0: no
   * hazard is multiplied
   */
  largestRatio: number;
}

/** Nothing but the survival of patients at risk from the start. */
export const ONCE: Need = { latest: 0, largestRatio: 0 };

/** A law that cannot be brought into a table. */
export class LawError extends RangeError {
  override name = 'LawError';
}

/** Errors in survival that are let stand: of all, of those who come late, and of those with any one ratio. */
const TOLERANCE = 2e-7;
const LATE_TOLERANCE = 1e-5;
const SCALED_TOLERANCE = 1e-6;
/** So much worse than that is refused. */
export const REFUSED = 10;

/** Ratios up to the first of these ask the same of a table, and those up to the second. */
export const MODERATE_RATIO = 1e6;
const HIGH_RATIO = 1e12;
/** Times up to here are one, even on a clock that runs a million times as fast. */
export const NO_TIME = 1e-9;
/** A change of survival by more is looked at in three places. */
const LARGE = 1e-3;
/** The finest row of a grid, in the scenario's unit of time: a hazard that lasts less shows in no count. */
export const FINEST_ROW = 1 / 128;
/** Times nearer to each other are the same. */
const SAME = 1e-13;
/** Slopes up to earlier times may be too steep for a number. */
const EARLIEST = 1e-280;
/** Points that may be added. */
export const MOST_POINTS = 131_072;

/** A largest ratio as a need: the same for all that ask the same of a table, so that it serves for other numbers too. */
export function roundedRatio(largest: number): number {
  if (largest <= MODERATE_RATIO) return MODERATE_RATIO;
  return Math.max(HIGH_RATIO, largest);
}

/** A hazard that no ratio brings within reach. */
export function lowestFor({ largestRatio }: Need): number {
  return Math.min(1 / HIGH_RATIO, 1 / largestRatio);
}

/**
 * @param points from (0, 0) on, both rising
 * @returns these and those between them
 * @throws LawError where even many points leave an error that shows
 */
export function refine(d: Distribution, points: readonly Point[], need: Need): Point[] {
  const refined: Point[] = [points[0]!];
  let left = MOST_POINTS;
  for (let i = 1; i < points.length; i++) {
    // ends of segments still to be looked at, the nearest last
    const ends = [points[i]!];
    while (ends.length > 0) {
      const from = refined[refined.length - 1]!;
      const to = ends[ends.length - 1]!;
      const middle = badnessBetween(d, from, to, need) > 1 ? between(from, to, 0.5) : undefined;
      if (middle === undefined || !(middle > from[0] && middle < to[0])) refined.push(ends.pop()!);
      else if (left-- > 0) ends.push([middle, d.cumulativeHazard(middle)]);
      else if (badnessBetween(d, from, to, { ...need, latest: 0 }) <= REFUSED) refined.push(ends.pop()!);
      else throw new LawError('its survival changes over too many orders of magnitude of time to be drawn');
    }
  }
  return refined;
}

/** How many times the error within a segment is above what is let stand. */
function badnessBetween(d: Distribution, from: Point, to: Point, need: Need): number {
  const [start, low] = from;
  const [end, high] = to;
  if (high === low || end < EARLIEST || end - start <= end * SAME) return 0;
  const slope = (high - low) / (end - start);
  const weight = weightOf(low, slope, end > NO_TIME ? need : ONCE);
  // both rise, so that nowhere are they further apart
  if ((high - low) * weight <= 1) return 0;
  const shares = (high - low) * exp(-low) > LARGE ? [0.25, 0.5, 0.75] : [0.5];
  let worst = 0;
  for (const share of shares) {
    const time = between(from, to, share);
    const error = Math.abs(low + (time - start) * slope - d.cumulativeHazard(time)) * weight;
    if (!(error <= worst)) worst = error;
  }
  if (Number.isNaN(worst)) throw new LawError('its survival is not a number at some times');
  return worst;
}

/**
 * What an error of the cumulative hazard does to survival, over what is let stand.
 *
 * @param slope of the cumulative hazard there; 0 where it is not known
 */
export function weightOf(hazard: number, slope: number, need: Need): number {
  const { latest, largestRatio } = need;
  let weight = exp(-hazard) / TOLERANCE;
  if (latest > 0) weight = Math.max(weight, Math.min(1, 1 / (slope * FINEST_ROW)) / LATE_TOLERANCE);
  // the largest of r e^-rh over all ratios r
  if (largestRatio > 0)
    weight = Math.max(weight, 1 / (Math.E * Math.max(hazard, lowestFor(need))) / SCALED_TOLERANCE);
  return weight;
}

/** A time a share of the way: by ratio where the ends are far apart, so that orders of magnitude are halved. */
function between([start]: Point, [end]: Point, share: number): number {
  if (start > 0 && end > 2 * start) {
    const middle = Math.sqrt(start) * Math.sqrt(end);
    if (share === 0.5) return middle;
    const near = share < 0.5 ? start : end;
    return Math.sqrt(near) * Math.sqrt(middle);
  }
  return start + (end - start) * share;
}
