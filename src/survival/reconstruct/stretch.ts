import { pow } from '../../math/elementary.ts';
import type { Outline } from './published-curve.ts';

/** Who is at risk, and Kaplan and Meier's survival. */
export interface State {
  atRisk: number;
  survival: number;
}

/** A part of the curve between two published numbers at risk. */
export interface Stretch {
  /** points on it */
  times: Float64Array;
  survival: Float64Array;
  /** its start, its points and its end: losses happen in the gaps between these */
  edges: Float64Array;
  start: State;
  /** points that may still be gone along in search of better courses: dense traces would take minutes */
  effort: { left: number };
}

/** Enough for some hundred points in every way that is worth a try; tenths of a second. */
const EFFORT = 3e7;

/** What becomes of the patients of a stretch. */
export interface Course {
  /** losses in each gap; a gap comes before the point of the same number, and one after the last */
  lost: Int32Array;
  /** events at each point */
  events: Int32Array;
  eventCount: number;
  lostCount: number;
  end: State;
  /** squares of the distances from the points, as far as they exceed what a reader can tell */
  cost: number;
}

/** A point is read to this, at best: a five-hundredth of the figure's height. */
const READING = 0.002;

/** @param closed whether a point at `to` is on the stretch */
export function stretchOf(
  outline: Outline,
  from: number,
  to: number,
  closed: boolean,
  start: State,
): Stretch {
  const inside = (time: number) => time >= from && (closed ? time <= to : time < to);
  const times = outline.times.filter(inside);
  const survival = outline.survival.filter((_, k) => inside(outline.times[k]!));
  return { times, survival, edges: Float64Array.of(from, ...times, to), start, effort: { left: EFFORT } };
}

/**
 * Goes along a stretch: at each point so many have an event as bring the estimate nearest to it.
 *
 * @param lift taken to be the error of the points: they are followed so much higher
 */
export function follow({ times, survival, start }: Stretch, losses: Int32Array, lift = 0): Course {
  let { atRisk, survival: current } = start;
  const lost = new Int32Array(losses.length);
  const events = new Int32Array(times.length);
  let eventCount = 0;
  let lostCount = 0;
  let cost = 0;
  for (let gap = 0; gap < losses.length; gap++) {
    lost[gap] = Math.min(atRisk, losses[gap]!);
    lostCount += lost[gap]!;
    atRisk -= lost[gap]!;
    if (gap === times.length) break;
    if (atRisk > 0 && current > 0) {
      const dying = Math.max(0, Math.round(atRisk * (1 - (survival[gap]! + lift) / current)));
      events[gap] = dying;
      eventCount += dying;
      current = (current * (atRisk - dying)) / atRisk;
      atRisk -= dying;
    }
    const distance = Math.max(0, Math.abs(current - survival[gap]!) - READING);
    cost += distance * distance;
  }
  return { lost, events, eventCount, lostCount, end: { atRisk, survival: current }, cost };
}

/** So many losses at even distances in time, counted by gap; with a bend below 1 later, above 1 earlier ones. */
export function evenLosses({ edges }: Stretch, count: number, bend = 1): Int32Array {
  const losses = new Int32Array(edges.length - 1);
  const from = edges[0]!;
  const width = edges[edges.length - 1]! - from;
  let gap = 0;
  for (let i = 1; i <= count; i++) {
    const time = from + width * (bend === 1 ? i / (count + 1) : pow(i / (count + 1), bend));
    while (gap < losses.length - 1 && edges[gap + 1]! <= time) gap++;
    losses[gap]! += 1;
  }
  return losses;
}

const MOST_ROUNDS = 12;
/** Where to begin: even losses first, and the points as they are. */
const BENDS = [1, 0.5, 2, 0.25, 4];
const LIFTS = [0, 0.3, -0.3, 0.6, -0.6, 1, -1];

/** The course with so many losses that is nearest to the points: even losses when these meet them. */
export function courseWith(stretch: Stretch, count: number, excess: (course: Course) => number): Course {
  let best: Course | undefined;
  for (const lift of LIFTS) {
    for (const bend of BENDS) {
      const losses = evenLosses(stretch, count, bend);
      const course = refine(stretch, follow(stretch, losses, lift * READING), excess, lift * READING);
      const nearer = best === undefined ? -1 : Math.abs(excess(course)) - Math.abs(excess(best));
      if (nearer < 0 || (nearer === 0 && course.cost < best!.cost)) best = course;
      if (course.cost === 0) break;
    }
    if (excess(best!) === 0) break;
  }
  return best!;
}

/**
 * Moves losses to other gaps, one at a time and near ones first, while that brings the curve nearer to the points. The
 * size of a step tells how many were at risk, and so when the others had left, but only where those are few; where the
 * points are met already, as by thousands of patients, the losses stay even. A stretch of very many points is given up
 * with the best that was found so far.
 *
 * @param excess how far the course is from numbers that are known; it may not grow
 */
function refine(stretch: Stretch, course: Course, excess: (course: Course) => number, lift: number): Course {
  let best = course;
  for (let round = 0; round < MOST_ROUNDS && best.cost > 0; round++) {
    const before = best.cost;
    for (let gap = 0; gap < best.lost.length && best.cost > 0; gap++) {
      for (let distance = 1; distance < best.lost.length; distance *= 2) {
        for (const to of [gap - distance, gap + distance]) {
          if (best.lost[gap] === 0 || to < 0 || to >= best.lost.length) continue;
          const losses = best.lost.slice();
          losses[gap]! -= 1;
          losses[to]! += 1;
          if (stretch.effort.left < 0) return best;
          stretch.effort.left -= losses.length;
          const other = follow(stretch, losses, lift);
          if (other.cost < best.cost && Math.abs(excess(other)) <= Math.abs(excess(best))) best = other;
        }
      }
    }
    if (best.cost === before) break;
  }
  return best;
}
