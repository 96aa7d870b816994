/**
 * Pieces for a number of each patient for which a cubic table is not accurate: one that spans many orders of magnitude,
 * such as the reciprocal of a frailty, or whose law has gaps.
 */
import { exp } from '../../math/elementary.ts';
import type { Pieces } from '../distributions/distribution.ts';
import { type Drawn, LONGEST } from './nodes.ts';
import { LawError, MOST_POINTS, ONCE, REFUSED, weightOf } from './refine.ts';

/** Range of unit exponential draws that is covered. */
const SOONEST = 1e-11;
const LATEST = 32;
/** Draws that differ by less, relative to themselves, count as equal. */
const SAME = 1e-13;
/** A line that falls by a larger factor may end below 0 after rounding. */
const STEEPEST = 1e-6;
/** Numbers that differ by less, relative to themselves, count as equal. */
const EQUAL = 1e-12;

type Point = [draw: number, value: number];

/**
 * Straight lines through enough points that the share of patients below any number is within 1e-6 of the true share,
 * mostly within 2e-7. Only the inverse may be read from them: the values in place of times may fall.
 *
 * @throws LawError if even the largest number of points leaves a visible error
 */
export function numberPieces(d: Drawn): Pieces {
  const pointAt = (y: number): Point => [y, numberAt(d, y)];
  const points: Point[] = [[0, numberAt(d, SOONEST)]];
  let left = MOST_POINTS;
  for (let y = SOONEST; y < 2 * LATEST; y *= 2) {
    // ends of lines that are not yet accepted, the nearest last
    const ends = [pointAt(Math.min(y, LATEST))];
    while (ends.length > 0) {
      const from = points[points.length - 1]!;
      const to = ends[ends.length - 1]!;
      const isShort = to[0] - from[0] <= to[0] * SAME;
      const badness = isSteep(from, to) ? Infinity : badnessOf(d, from, to);
      if (badness <= 1) points.push(ends.pop()!);
      // a jump: a line without length
      else if (isShort) points.push([from[0], ends.pop()![1]]);
      else if (left-- > 0) ends.push(pointAt(between(from[0], to[0])));
      else if (badness <= REFUSED) points.push(ends.pop()!);
      else throw new LawError('its numbers span too many orders of magnitude to be drawn');
    }
  }
  return {
    times: Float64Array.from(points, ([, value]) => value),
    hazards: Float64Array.from(points, ([y]) => y),
    // after the last point the number is constant
    lastRate: Infinity,
  };
}

/**
 * The number of a draw, limited to what a table can hold: below 1 / LONGEST it becomes 0, above LONGEST it becomes
 * LONGEST.
 */
function numberAt(d: Drawn, y: number): number {
  const value = d.inverseCumulativeHazard(y);
  return value < 1 / LONGEST ? 0 : Math.min(value, LONGEST);
}

function isSteep([, start]: Point, [, end]: Point): boolean {
  return end < start * STEEPEST;
}

/** Largest error in probability along a line, divided by the accepted error. */
function badnessOf(d: Drawn, [from, start]: Point, [to, end]: Point): number {
  if (start === end || (to - from) * exp(-from) * weightOf(0, 0, ONCE) <= 1) return 0;
  let worst = 0;
  for (const share of [0.25, 0.5, 0.75]) {
    const y = from + share * (to - from);
    const value = start + share * (end - start);
    const truth = numberAt(d, y);
    if (Math.abs(value - truth) <= truth * EQUAL) continue;
    const met = d.cumulativeHazard(value);
    const error = Math.abs(met - y) * weightOf(Math.min(met, y), 0, ONCE);
    if (!(error <= worst)) worst = error;
  }
  if (Number.isNaN(worst)) throw new LawError('it has no number for some patients');
  return worst;
}

function between(from: number, to: number): number {
  return from > 0 && to > 2 * from ? Math.sqrt(from * to) : from + (to - from) / 2;
}
