import { kaplanMeier, type SurvivalCurve, survivalAt } from '../kaplan-meier.ts';
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
   * the largest distance of the patients' Kaplan-Meier curve from the points as they were read, and where that is: of
   * points at one time the lowest is held against the foot of the step there, the others against the step
   */
  largestDistance: number;
  distanceAt: number;
  /** the largest distance from the points once those that rise were lowered: what the method itself leaves */
  fittedDistance: number;
  /** points that rose above those before them, or above 1: how many, the largest lowering and its time */
  lowered: Changes;
  /** points below 0, which were raised to it */
  raised: Changes;
  /** how many of the patients are at risk at each time of the published row, and how many should be */
  atRisk: { time: number; published: number; reconstructed: number }[];
}

/**
 * Individual patients whose Kaplan-Meier curve is a published one.
 *
 *
 * Between two published numbers at risk, patients are censored evenly, as many as make the number at risk come out;
 * at each point of the curve so many have an event as bring Kaplan-Meier's estimate nearest to it. After the last number
 * as many are censored as make the total of events come out or, without a total, as were by time before; who is left is
 * censored at the end. So far the method is Guyot's. Where the curve then misses points by more than a reader can, times
 * of censoring are moved, and after the last number their count is changed, until it does not.
 *
 * It is only as good as what the figure tells. Without numbers at risk after the first, and without a total, little
 * speaks of censoring before the end, and a hazard ratio may be far off.
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
        ? reaching(stretch, counts[i + 1]!)
        : ending(stretch, lost / from || 0, curve.events === undefined ? undefined : curve.events - events);
    parts.push({ stretch, course });
    lost += course.lostCount;
    events += course.eventCount;
    state = course.end;
  }
  const patients = patientsOf(parts, state.atRisk, end);
  const { lowered, raised } = outline;
  return { ...patients, events, lowered, raised, ...errorsOf(curve, outline, patients) };
}

/** How many more or fewer losses than the likeliest number are tried. */
const NEIGHBOURS = 3;
const MOST_TRIED = 60;
/** One event too many weighs as much as a point missed by so much more than reading allows. */
const EVENT_WEIGHT = 0.001;

/** The course after which as many are at risk as were published, or as near to it as can be. */
function reaching(stretch: Stretch, target: number): Course {
  const excess = (course: Course) => course.end.atRisk - target;
  let best: Course | undefined;
  for (const count of neighbours(enough(stretch, excess), stretch.start.atRisk)) {
    const course = courseWith(stretch, count, excess);
    const nearer = best === undefined ? -1 : Math.abs(excess(course)) - Math.abs(excess(best));
    if (nearer < 0 || (nearer === 0 && course.cost < best!.cost)) best = course;
  }
  return best!;
}

/** The course to the end, given how many were lost by time so far, or how many events are still to come. */
function ending(stretch: Stretch, rate: number, eventsLeft: number | undefined): Course {
  const { edges, start } = stretch;
  const excess = (course: Course) => (eventsLeft === undefined ? 0 : course.eventCount - eventsLeft);
  const width = edges[edges.length - 1]! - edges[0]!;
  const likely =
    eventsLeft === undefined ? Math.min(start.atRisk, Math.round(rate * width)) : enough(stretch, excess);
  const badness = (course: Course) => course.cost + (EVENT_WEIGHT * excess(course)) ** 2;
  let best: Course | undefined;
  for (const count of neighbours(likely, start.atRisk, MOST_TRIED)) {
    const course = courseWith(stretch, count, excess);
    if (best === undefined || badness(course) < badness(best)) best = course;
    if (badness(best) === 0) break;
  }
  return best!;
}

/** The least number of losses after which the excess is not above 0: more losses leave fewer at risk, and fewer events. */
function enough(stretch: Stretch, excess: (course: Course) => number): number {
  let low = 0;
  let high = stretch.start.atRisk;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (excess(follow(stretch, evenLosses(stretch, middle))) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A number and those around it, from 0 to `most`, the nearest first: rounding to whole events makes an excess uneven. */
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

/** Even times over the stretch where they fall into the right gaps, else even ones in the gap. */
function lossTimes({ edges }: Stretch, { lost, lostCount }: Course): number[] {
  const even = (from: number, to: number, i: number, count: number) => from + ((to - from) * i) / (count + 1);
  const times: number[] = [];
  for (const [gap, count] of lost.entries()) {
    const [from, to] = [edges[gap]!, edges[gap + 1]!];
    const wanted = Array.from({ length: count }, (_, i) =>
      even(edges[0]!, edges[edges.length - 1]!, times.length + i + 1, lostCount),
    );
    const inside = wanted.every((time) => time >= from && time < to);
    // one by one: a call takes no hundred thousand arguments
    for (const [i, time] of wanted.entries()) times.push(inside ? time : even(from, to, i + 1, count));
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

/** Of a value from a step down. */
function fromStep(value: number, foot: number, top: number): number {
  return Math.max(0, foot - value, value - top);
}
