import { pow } from '../../math/elementary.ts';
import type { Outline } from './published-curve.ts';

/** The number at risk and Kaplan-Meier survival. */
export interface State {
  atRisk: number;
  survival: number;
}

/** The part of a curve between two published numbers at risk. */
export interface Stretch {
  /** points of the curve in this part */
  times: Float64Array;
  survival: Float64Array;
  /** the start, the points and the end; losses happen in the gaps between them */
  edges: Float64Array;
  start: State;
  /** remaining work, in points visited; without a limit, dense curves would take minutes */
  effort: { left: number };
}

/** Enough to try everything for some hundred points; takes tenths of a second. */
const EFFORT = 3e7;

/** The losses and events of the patients in a stretch. */
export interface Course {
  /** losses in each gap; a gap comes before the point of the same number, and the last one after all points */
  lost: Int32Array;
  /** events at each point */
  events: Int32Array;
  eventCount: number;
  lostCount: number;
  end: State;
  /** sum of squared distances from the points, beyond the reading error */
  cost: number;
}

/** Best possible reading error of a point: 1/500 of the figure's height. */
const READING_ERROR = 0.002;

/** @param closed whether a point at `to` belongs to the stretch */
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
 * Follows a stretch: at each point, the number of events brings the estimate closest to it.
 *
 * @param lift assumed error of the points, added to all of them
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
      const deaths = Math.max(0, Math.round(atRisk * (1 - (survival[gap]! + lift) / current)));
      events[gap] = deaths;
      eventCount += deaths;
      current = (current * (atRisk - deaths)) / atRisk;
      atRisk -= deaths;
    }
    const distance = Math.max(0, Math.abs(current - survival[gap]!) - READING_ERROR);
    cost += distance * distance;
  }
  return { lost, events, eventCount, lostCount, end: { atRisk, survival: current }, cost };
}

/** A number of losses at even times, counted by gap; a bend below 1 shifts them later, above 1 earlier. */
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
/** Starting points of the search: even losses and unchanged points come first. */
const BENDS = [1, 0.5, 2, 0.25, 4];
const LIFTS = [0, 0.3, -0.3, 0.6, -0.6, 1, -1];

/** The course with a number of losses that is closest to the points; losses stay even if the points are met. */
export function courseWith(stretch: Stretch, count: number, excess: (course: Course) => number): Course {
  let best: Course | undefined;
  for (const lift of LIFTS) {
    for (const bend of BENDS) {
      const losses = evenLosses(stretch, count, bend);
      const course = refine(
        stretch,
        follow(stretch, losses, lift * READING_ERROR),
        excess,
        lift * READING_ERROR,
      );
      const nearer = best === undefined ? -1 : Math.abs(excess(course)) - Math.abs(excess(best));
      if (nearer < 0 || (nearer === 0 && course.cost < best!.cost)) best = course;
      if (course.cost === 0) break;
    }
    if (excess(best!) === 0) break;
  }
  return best!;
}

/**
 * Moves losses to other gaps, one at a time and nearest gaps first, as long as the curve comes closer to the points.
 * The size of a step shows how many were at risk, and so when others had left, but only if few are at risk; if the
 * points are already met, as with thousands of patients, the losses stay even. For very many points the search stops
 * with the best course so far.
 *
 * @param excess distance of the course from the published numbers; it may not increase
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
