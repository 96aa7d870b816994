import type { SurvivalCurve } from '../curve.ts';
import { kaplanMeier, survivalAt } from '../kaplan-meier.ts';
import { lifeTable, rowAt } from '../life-table.ts';
import { type Changes, type Outline, outlineOf, type PublishedCurve } from './published-curve.ts';
import {
  type Course,
  courseWith,
  evenLosses,
  follow,
  type State,
  type Stretch,
  stretchOf,
} from './stretch.ts';

export interface Reconstruction {
  /** follow-up time of each patient, increasing */
  times: Float64Array;
  /** 1 an event, 0 censored */
  statuses: Uint8Array;
  events: number;
  /**
   * the largest distance between the patients' Kaplan-Meier curve and the points as read, and its time. Of several
   * points at one time, the lowest is compared with the foot of the step there, the others with the whole step.
   */
  largestDistance: number;
  distanceAt: number;
  /** the largest distance from the points after rising ones were lowered: the error of the method itself */
  fittedDistance: number;
  /** points above earlier ones, or above 1, which were lowered: their number, the largest change and its time */
  lowered: Changes;
  /** points below 0, which were raised to 0 */
  raised: Changes;
  /** numbers at risk, published and reconstructed, at each time of the published row */
  atRisk: { time: number; published: number; reconstructed: number }[];
}

/**
 * Reconstructs individual patients whose Kaplan-Meier curve is a published one.
 *
 * Between two published numbers at risk, patients are censored at even times, as many as match the next number at
 * risk. At each point of the curve, the number of events brings the Kaplan-Meier estimate closest to it. After the
 * last number at risk, as many are censored as match the total number of events or, without a total, the earlier rate
 * of censoring; the remaining patients are censored at the end. Up to here this is Guyot's method. If the curve then
 * misses points by more than the reading error, censoring times are moved, and after the last number at risk their
 * count is changed, until it does not.
 *
 * The result is only as good as the published data. Without numbers at risk after the first, and without a total,
 * there is little information about censoring before the end, and a hazard ratio may be far off.
 *
 * @throws RangeError naming the point or the count that cannot be used
 *
 * @example
 * ```ts
 * import { reconstruct } from 'sojourn';
 *
 * const { times, statuses, largestDistance } = reconstruct({
 *   times: [1, 2, 4, 7],
 *   survival: [0.9, 0.75, 0.6, 0.5],
 *   atRisk: { times: [0, 5], counts: [20, 11] },
 * });
 * console.log(times.length, statuses.filter((status) => status === 1).length, largestDistance);
 * // 20 9 0
 * ```
 *
 * Source: Guyot, Ades, Ouwens & Welton (2012), BMC Med. Res. Methodol. 12:9. Checked in test/known/reconstruct.R.
 */
export function reconstruct(curve: PublishedCurve): Reconstruction {
  const outline = outlineOf(curve);
  const { riskTimes, counts, end } = outline;
  const last = riskTimes.length - 1;
  let state: State = { atRisk: counts[0]!, survival: 1 };
  let lost = 0;
  let events = 0;
  const parts: { stretch: Stretch; course: Course }[] = [];
  for (let i = 0; i <= last; i++) {
    const from = riskTimes[i]!;
    const stretch = stretchOf(outline, from, i < last ? riskTimes[i + 1]! : end, i === last, state);
    const course =
      i < last
        ? courseToNumberAtRisk(stretch, counts[i + 1]!)
        : courseToEnd(
            stretch,
            lost / from || 0,
            curve.events === undefined ? undefined : curve.events - events,
          );
    parts.push({ stretch, course });
    lost += course.lostCount;
    events += course.eventCount;
    state = course.end;
  }
  const patients = patientsOf(parts, state.atRisk, end);
  const { lowered, raised } = outline;
  return { ...patients, events, lowered, raised, ...errorsOf(curve, outline, patients) };
}

/** How far from the likeliest number of losses the search goes. */
const NEIGHBOURS = 3;
const MOST_TRIED = 60;
/** One surplus event weighs as much as a point missed by this much more than the reading error. */
const EVENT_WEIGHT = 0.001;

/** The course whose final number at risk is closest to the published one. */
function courseToNumberAtRisk(stretch: Stretch, target: number): Course {
  const excess = (course: Course) => course.end.atRisk - target;
  let best: Course | undefined;
  for (const count of neighbours(fewestLosses(stretch, excess), stretch.start.atRisk)) {
    const course = courseWith(stretch, count, excess);
    const nearer = best === undefined ? -1 : Math.abs(excess(course)) - Math.abs(excess(best));
    if (nearer < 0 || (nearer === 0 && course.cost < best!.cost)) best = course;
  }
  return best!;
}

/** The course to the end, given the earlier rate of losses, or the number of events still to come. */
function courseToEnd(stretch: Stretch, rate: number, eventsLeft: number | undefined): Course {
  const { edges, start } = stretch;
  const excess = (course: Course) => (eventsLeft === undefined ? 0 : course.eventCount - eventsLeft);
  const width = edges[edges.length - 1]! - edges[0]!;
  const likely =
    eventsLeft === undefined
      ? Math.min(start.atRisk, Math.round(rate * width))
      : fewestLosses(stretch, excess);
  const penalty = (course: Course) => course.cost + (EVENT_WEIGHT * excess(course)) ** 2;
  let best: Course | undefined;
  for (const count of neighbours(likely, start.atRisk, MOST_TRIED)) {
    const course = courseWith(stretch, count, excess);
    if (best === undefined || penalty(course) < penalty(best)) best = course;
    if (penalty(best) === 0) break;
  }
  return best!;
}

/** The smallest number of losses whose excess is at most 0; more losses leave fewer at risk, and fewer events. */
function fewestLosses(stretch: Stretch, excess: (course: Course) => number): number {
  let low = 0;
  let high = stretch.start.atRisk;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (excess(follow(stretch, evenLosses(stretch, middle))) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A number and its neighbours from 0 to `most`, nearest first: rounding to whole events makes the excess irregular. */
function neighbours(centre: number, most: number, tried = 2 * NEIGHBOURS + 1): number[] {
  const numbers = [centre];
  for (let away = 1; numbers.length < tried && away <= most; away++) {
    if (centre + away <= most) numbers.push(centre + away);
    if (centre - away >= 0) numbers.push(centre - away);
  }
  return numbers;
}

type Patients = Pick<Reconstruction, 'times' | 'statuses'>;

function patientsOf(parts: { stretch: Stretch; course: Course }[], left: number, end: number): Patients {
  const people: { time: number; status: 0 | 1 }[] = [];
  for (const { stretch, course } of parts) {
    for (const time of lossTimes(stretch, course)) people.push({ time, status: 0 });
    const { times } = stretch;
    for (const [k, count] of course.events.entries())
      for (let i = 0; i < count; i++) people.push({ time: times[k]!, status: 1 });
  }
  for (let i = 0; i < left; i++) people.push({ time: end, status: 0 });
  people.sort((a, b) => a.time - b.time || b.status - a.status);
  return {
    times: Float64Array.from(people, ({ time }) => time),
    statuses: Uint8Array.from(people, ({ status }) => status),
  };
}

/** Even times over the whole stretch if they fall into the right gaps; else even times within each gap. */
function lossTimes({ edges }: Stretch, { lost, lostCount }: Course): number[] {
  const even = (from: number, to: number, i: number, count: number) => from + ((to - from) * i) / (count + 1);
  const times: number[] = [];
  for (const [gap, count] of lost.entries()) {
    const [from, to] = [edges[gap]!, edges[gap + 1]!];
    const evenTimes = Array.from({ length: count }, (_, i) =>
      even(edges[0]!, edges[edges.length - 1]!, times.length + i + 1, lostCount),
    );
    const inside = evenTimes.every((time) => time >= from && time < to);
    // one by one, since a call cannot take a hundred thousand arguments
    for (const [i, time] of evenTimes.entries()) times.push(inside ? time : even(from, to, i + 1, count));
  }
  return times;
}

function errorsOf(read: PublishedCurve, outline: Outline, patients: Patients) {
  const curve = kaplanMeier(lifeTable(patients));
  const heights = Float64Array.from(outline.times, (time) => survivalAt(curve, time).value);
  const feet = new Map(
    Array.from(outline.times, (time, k) => [time, { height: heights[k]!, lowest: Infinity }]),
  );
  for (let i = 0; i < read.times.length; i++) {
    const foot = feet.get(read.times[i]!)!;
    foot.lowest = Math.min(foot.lowest, read.survival[i]!);
  }
  let largestDistance = 0;
  let distanceAt = 0;
  for (let i = 0; i < read.times.length; i++) {
    const time = read.times[i]!;
    const value = read.survival[i]!;
    const { height, lowest } = feet.get(time)!;
    const distance =
      value === lowest ? Math.abs(height - value) : fromStep(value, height, before(curve, time));
    if (distance < largestDistance || (distance === largestDistance && !(time < distanceAt))) continue;
    largestDistance = distance;
    distanceAt = time;
  }
  const fitted = heights.map((height, k) => Math.abs(height - outline.survival[k]!));
  const fittedDistance = fitted.reduce((most, distance) => Math.max(most, distance), 0);
  const { riskTimes, counts } = outline;
  const atRisk = Array.from(riskTimes, (time, i) => ({
    time,
    published: counts[i]!,
    reconstructed: patients.times.filter((at) => at >= time).length,
  }));
  return { largestDistance, distanceAt, fittedDistance, atRisk };
}

/** Survival just before a time. */
function before({ times, survival }: SurvivalCurve, time: number): number {
  const row = rowAt(times, time);
  const last = row >= 0 && times[row] === time ? row - 1 : row;
  return last < 0 ? 1 : survival[last]!;
}

/** The distance of a value from a vertical step. */
function fromStep(value: number, foot: number, top: number): number {
  return Math.max(0, foot - value, value - top);
}
