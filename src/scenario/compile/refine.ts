/** Adds points where a piecewise-linear cumulative hazard is not close enough to the law's own. */
import { exp } from '../../math/elementary.ts';
import type { Distribution } from '../distributions/distribution.ts';

export type Point = [time: number, hazard: number];

/** Which errors matter besides those of patients at risk from the start. */
export interface Need {
  /**
   * latest time at which patients enter while the clock of the law runs, without having been at risk before; 0: never
   */
  latest: number;
  /** largest factor by which hazards are multiplied, rounded as by `roundedRatio`; 0: hazards are not multiplied */
  largestRatio: number;
}

/** Only the survival of patients at risk from the start matters. */
export const ONCE: Need = { latest: 0, largestRatio: 0 };

/** A law that cannot be tabulated. */
export class LawError extends RangeError {
  override name = 'LawError';
}

/** Accepted errors in survival: from the start, after a late entry, and under any one hazard ratio. */
const TOLERANCE = 2e-7;
const LATE_TOLERANCE = 1e-5;
const SCALED_TOLERANCE = 1e-6;
/** With no points left, an error up to this many times the accepted one is tolerated; a larger one is refused. */
export const REFUSED = 10;

/** All ratios up to MODERATE_RATIO share one table; so do all between it and HIGH_RATIO. */
export const MODERATE_RATIO = 1e6;
const HIGH_RATIO = 1e12;
/** Earlier times are not distinguished for late entries or ratios, even if a clock runs a million times as fast. */
export const NO_TIME = 1e-9;
/** Where survival changes by more, the error is checked at three times instead of one. */
const LARGE = 1e-3;
/** The finest row of a grid, in the scenario's unit of time. A high hazard that lasts less shows in no count. */
export const FINEST_ROW = 1 / 128;
/** Times that differ by less, relative to themselves, count as equal. */
const SAME = 1e-13;
/** Segments that end earlier are not refined: their slopes may overflow. */
const EARLIEST = 1e-280;
/** Most points that may be added. */
export const MOST_POINTS = 131_072;

/** Rounds the largest ratio up, so that nearby ratios share a table, also between parameter sets. */
export function roundedRatio(largest: number): number {
  if (largest <= MODERATE_RATIO) return MODERATE_RATIO;
  return Math.max(HIGH_RATIO, largest);
}

/** A cumulative hazard so small that no ratio makes it matter. */
export function lowestFor({ largestRatio }: Need): number {
  return Math.min(1 / HIGH_RATIO, 1 / largestRatio);
}

/**
 * Adds points between points until the error is small enough.
 *
 * @param points from (0, 0) on, rising in time and hazard
 * @returns these points and the added ones
 * @throws LawError if even the largest number of points leaves a visible error
 */
export function refine(d: Distribution, points: readonly Point[], need: Need): Point[] {
  const refined: Point[] = [points[0]!];
  let left = MOST_POINTS;
  for (let i = 1; i < points.length; i++) {
    // ends of segments that are not yet accepted, the nearest last
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

/** Largest error within a segment, divided by the accepted error. */
function badnessBetween(d: Distribution, from: Point, to: Point, need: Need): number {
  const [start, low] = from;
  const [end, high] = to;
  if (high === low || end < EARLIEST || end - start <= end * SAME) return 0;
  const slope = (high - low) / (end - start);
  const weight = weightOf(low, slope, end > NO_TIME ? need : ONCE);
  // both curves rise, so their distance is at most high - low
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
 * How an error of the cumulative hazard changes survival, divided by the accepted error.
 *
 * @param slope of the cumulative hazard there; 0 if unknown
 */
export function weightOf(hazard: number, slope: number, need: Need): number {
  const { latest, largestRatio } = need;
  let weight = exp(-hazard) / TOLERANCE;
  if (latest > 0) weight = Math.max(weight, Math.min(1, 1 / (slope * FINEST_ROW)) / LATE_TOLERANCE);
  // the largest r e^-rh over all ratios r
  if (largestRatio > 0)
    weight = Math.max(weight, 1 / (Math.E * Math.max(hazard, lowestFor(need))) / SCALED_TOLERANCE);
  return weight;
}

/** A time between two others: the geometric mean if they are far apart, so that orders of magnitude are halved. */
function between([start]: Point, [end]: Point, share: number): number {
  if (start > 0 && end > 2 * start) {
    const middle = Math.sqrt(start) * Math.sqrt(end);
    if (share === 0.5) return middle;
    const near = share < 0.5 ? start : end;
    return Math.sqrt(near) * Math.sqrt(middle);
  }
  return start + (end - start) * share;
}
