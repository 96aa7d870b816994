/**
 * Piecewise-linear cumulative hazards: the approximation of a law that has no good cubic table (improper, kinked, of
 * bounded support), and the packing of any pieces for the kernel.
 */
import { PIECES_HEADER } from '../../kernel/tables.ts';
import { exp, expm1, ln, log1p } from '../../math/elementary.ts';
import type { Distribution, Pieces } from '../distributions/distribution.ts';
import { mixing, properPart } from '../distributions/transform.ts';
import { lowestFor, type Need, ONCE, type Point, refine } from './refine.ts';

const POINTS = 8192;

/** Beyond the last of these hazards one patient in 1e25 is left, of those at risk from the start. */
const TAIL_POINTS = 40;

/** Later hazards up to the horizon get this many points for each unit of their square root, but no more than POINTS. */
const POINTS_A_ROOT = 64;

/** Up to here. */
const MANY = 1e6;

/** A hazard that no draw exceeds: a law of bounded support ends here. */
const CERTAIN = 700;

/** The shortest time told apart from none, relative to the time before it. */
const INSTANT = 1e-9;

/** More buckets in a guide make its table larger and save nothing. */
const MOST_BUCKETS = 16384;

/** A law with a delay has its first event when H is this. */
const FIRST = 1e-15;
const FIRST_OF_LOWEST = 1e-3;

/** No slope is taken over a shorter time. */
const NOTHING = 1e-300;

/** Points for late comers are this much apart, until the hazard is this high, or lasts for less than a moment. */
const LATE_STEP = 1.25;
const HIGHEST = 1e12;
const MOMENT = 1e-6;

/**
 * Pieces through 8,200 points of a cumulative hazard and more: exact at the points, within 1e-6 in survival between them,
 * mostly within 1e-7. Of a running clock that is the survival of those who come late, within 1e-5.
 *
 * @param d any distribution; times at which its hazard jumps become points
 * @param horizon the approximation holds up to here, and times after it stay after it; may be Infinity
 * @throws LawError when no such pieces are found
 */
export function finePieces(d: Distribution, horizon: number, need: Need = ONCE): Pieces {
  const points = quantilePoints(d, horizon);
  const jumps = d.form.kind === 'jumps' ? d.form.times : [];
  for (const time of jumps) if (time < horizon) points.push([time, d.cumulativeHazard(time)]);
  points.sort((a, b) => a[0] - b[0]);
  const end = boundOf(d);
  if (end !== undefined) points.push([end, CERTAIN]);
  else if (need.latest > 0) points.push(...latePoints(d, Math.min(horizon, need.latest), points));
  // a law with a delay is level up to its first event
  const first: Point = [d.inverseCumulativeHazard(firstFor(need)), 0];
  const rising = refine(d, risingOf([first, ...points]), need);
  return {
    times: Float64Array.from(rising, ([time]) => time),
    hazards: Float64Array.from(rising, ([, hazard]) => hazard),
    lastRate:
      d.limit < Infinity ? 0 : end === undefined ? rateAfter(d, rising[rising.length - 1]!) : Infinity,
  };
}

/** Where hazards are multiplied, a delay ends when the largest ratio brings first events within reach. */
function firstFor(need: Need): number {
  return need.largestRatio > 0 ? Math.min(FIRST, lowestFor(need) * FIRST_OF_LOWEST) : FIRST;
}

/** From (0, 0) on, those at which time rises, the hazard does not fall, and a slope is a number. */
function risingOf(points: readonly Point[]): Point[] {
  const rising: Point[] = [[0, 0]];
  for (const point of points) {
    const [time, hazard] = point;
    const [lastTime, lastHazard] = rising[rising.length - 1]!;
    if (!(time > lastTime && hazard >= lastHazard && time < Infinity)) continue;
    if (time - lastTime > NOTHING && (hazard - lastHazard) / (time - lastTime) < Infinity) rising.push(point);
  }
  return rising;
}

/**
 * Points after the last, up to the latest time on the clock, for patients who come when the clock has run far: to where whoever comes has
 * the event at once.
 */
function latePoints(d: Distribution, latest: number, points: readonly Point[]): Point[] {
  const late: Point[] = [];
  const [from, start] = points[points.length - 1] ?? [0, 0];
  let [time, hazard] = [from, Math.max(start, 1)];
  while (hazard < d.limit && hazard < HIGHEST) {
    hazard *= LATE_STEP;
    const next = d.inverseCumulativeHazard(hazard);
    if (next > time && next < Infinity) late.push([next, hazard]);
    if (next > latest || (hazard - hazard / LATE_STEP) * MOMENT > next - time) break;
    time = next;
  }
  return late;
}

/** The end of a law of bounded support; by then nobody is left. */
function boundOf(d: Distribution): number | undefined {
  const end = d.inverseCumulativeHazard(CERTAIN);
  return end < Infinity && end === d.inverseCumulativeHazard(2 * CERTAIN) ? end : undefined;
}

/**
 * Points of H, evenly spread in w where the uncured that had the event by then are share w² (3 - 2 w). Linear
 * interpolation is off by h² H'' / 8, which counts in proportion to S; spread like this, that is level for Weibull
 * laws and at most a few times uneven for others.
 */
function quantilePoints(d: Distribution, horizon: number): Point[] {
  const { cure, proper } = properPart(d);
  const end = proper.cumulativeHazard(horizon);
  const share = -expm1(-end);
  const survivors = exp(-end);
  const points: Point[] = [];
  const add = (y: number) => {
    points.push([proper.inverseCumulativeHazard(y), cure === 0 ? y : hazardOfAll(cure, y)]);
  };
  let y = 0;
  for (let i = 1; i < POINTS; i++) {
    const w = i / POINTS;
    const p = share * w * w * (3 - 2 * w);
    y = p < 0.5 ? -log1p(-p) : -ln(survivors + share * (1 - w) * (1 - w) * (1 + 2 * w));
    add(y);
  }
  const last = Math.min(end, y + TAIL_POINTS);
  for (y += 1; y < last; y++) add(y);
  if (end <= MANY && end > y && cure === 0) {
    // a clock that has run this far without the event matters where patients were not at risk of it all the time
    const [from, to] = [Math.sqrt(y), Math.sqrt(end)];
    const more = Math.min(POINTS, Math.ceil((to - from) * POINTS_A_ROOT));
    for (let i = 0; i < more; i++) {
      const root = from + ((to - from) * i) / more;
      add(root * root);
    }
  }
  if (end <= HIGHEST) points.push([horizon, d.cumulativeHazard(horizon)]);
  return points;
}

/** The cumulative hazard of all where that of the uncured is y. */
function hazardOfAll(cure: number, y: number): number {
  const probability = (1 - cure) * expm1(-y);
  return probability > -0.999 ? -log1p(probability) : mixing(cure).hazard(y);
}

/** The hazard of a proper law after its last point: the mean one, or one so large that every patient left has the event at once. */
function rateAfter(d: Distribution, [time, hazard]: Point): number {
  const goal = Math.max(CERTAIN, 2 * hazard);
  const rest = d.inverseCumulativeHazard(goal) - time;
  return (goal - hazard) / Math.max(rest, time * INSTANT, INSTANT * INSTANT);
}

/**
 * Packs pieces, exact or fine, in the layout of src/kernel/tables.ts, with the guides that start its searches. A last
 * rate of Infinity stands for a law of bounded support, whose last point is its end.
 *
 * @returns 4 + 2 (count + 1) + 2 count + 2 buckets doubles
 */
export function packPieces({ times, hazards, lastRate }: Pieces): Float64Array {
  const count = times.length;
  const last = count - 1;
  const buckets = Math.min(MOST_BUCKETS, Math.max(16, 2 * count));
  const hazardScale = bucketsPerRoot(buckets, hazards[last]!);
  const timeScale = bucketsPerRoot(buckets, times[last]!);
  const rates = new Float64Array(count);
  for (let i = 0; i < last; i++) rates[i] = (hazards[i + 1]! - hazards[i]!) / (times[i + 1]! - times[i]!);
  // once nobody is left H stands still, and its inverse at the end: a patient who comes later has the event at once
  rates[last] = lastRate === Infinity ? 0 : lastRate;
  const inverseAfter = lastRate === 0 ? Infinity : 1 / lastRate;
  const columns: ArrayLike<number>[] = [
    [count, buckets, hazardScale, timeScale],
    times,
    [Infinity],
    hazards,
    [Infinity],
    rates,
    // a level piece is only ever entered at its start, where its slope must not make NaN of 0 times Infinity
    rates.map((rate, i) => (i === last ? inverseAfter : rate === 0 ? 0 : 1 / rate)),
    guideTo(hazards, hazardScale, buckets),
    guideTo(times, timeScale, buckets),
  ];
  const packed = new Float64Array(PIECES_HEADER + 2 + 4 * count + 2 * buckets);
  let at = 0;
  for (const column of columns) {
    packed.set(column, at);
    at += column.length;
  }
  return packed;
}

function bucketsPerRoot(buckets: number, largest: number): number {
  return largest > 0 ? buckets / Math.sqrt(largest) : 0;
}

/** For each bucket the last piece whose start lies in an earlier bucket, so that the search never starts too far. */
function guideTo(values: Float64Array, scale: number, buckets: number): Float64Array {
  const guide = new Float64Array(buckets);
  let piece = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    while (piece + 1 < values.length && bucketOf(values[piece + 1]!, scale, buckets) < bucket) piece++;
    guide[bucket] = piece;
  }
  return guide;
}

function bucketOf(value: number, scale: number, buckets: number): number {
  return Math.min(buckets - 1, Math.floor(Math.sqrt(value) * scale));
}
