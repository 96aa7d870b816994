/**
 * Piecewise-linear cumulative hazards: the approximation of a law without an accurate cubic table (improper, kinked, or
 * of bounded support), and the packing of any pieces for the kernel.
 */
import { PIECES_HEADER } from '../../kernel/tables.ts';
import { exp, expm1, ln, log1p } from '../../math/elementary.ts';
import { mixing } from '../../math/mixing.ts';
import type { Distribution, Pieces } from '../distributions/distribution.ts';
import { properPart } from '../distributions/transform.ts';
import { lowestFor, type Need, ONCE, type Point, refine } from './refine.ts';

const POINTS = 8192;

/**
 * Points at unit steps of the cumulative hazard in the tail. After the last, one patient in 1e25 at risk from the start
 * is left.
 */
const TAIL_POINTS = 40;

/** Larger hazards up to the horizon get this many points for each unit of their square root, at most POINTS. */
const POINTS_A_ROOT = 64;

/** Such points are added only if the cumulative hazard at the horizon is at most this. */
const MANY = 1e6;

/** A hazard that no draw exceeds: a law of bounded support ends here. */
const CERTAIN = 700;

/** The shortest time that counts as more than none, relative to the time before it. */
const INSTANT = 1e-9;

/** A guide with more buckets is larger but not faster. */
const MOST_BUCKETS = 16384;

/** A law with a delay has its first event when H is this. */
const FIRST = 1e-15;
const FIRST_OF_LOWEST = 1e-3;

/** No slope is computed over a shorter time. */
const NOTHING = 1e-300;

/**
 * Ratio of successive hazards among points for late entries. They end at the highest hazard, or when a step takes less
 * than MOMENT of time for a unit of hazard.
 */
const LATE_STEP = 1.25;
const HIGHEST = 1e12;
const MOMENT = 1e-6;

/**
 * Pieces through 8,200 points of a cumulative hazard or more: exact at the points, within 1e-6 in survival between
 * them, mostly within 1e-7. If patients enter while the clock runs, their survival is within 1e-5.
 *
 * @param d any distribution; times at which its hazard jumps become points
 * @param horizon the approximation holds up to here, and later times stay later; may be Infinity
 * @throws LawError if no such pieces are found
 */
export function finePieces(d: Distribution, horizon: number, need: Need = ONCE): Pieces {
  const points = quantilePoints(d, horizon);
  const jumps = d.form.kind === 'jumps' ? d.form.times : [];
  for (const time of jumps) if (time < horizon) points.push([time, d.cumulativeHazard(time)]);
  points.sort((a, b) => a[0] - b[0]);
  const end = boundOf(d);
  if (end !== undefined) points.push([end, CERTAIN]);
  else if (need.latest > 0) points.push(...latePoints(d, Math.min(horizon, need.latest), points));
  // a law with a delay has hazard 0 up to its first event
  const first: Point = [d.inverseCumulativeHazard(firstFor(need)), 0];
  const rising = refine(d, risingOf([first, ...points]), need);
  return {
    times: Float64Array.from(rising, ([time]) => time),
    hazards: Float64Array.from(rising, ([, hazard]) => hazard),
    lastRate:
      d.limit < Infinity ? 0 : end === undefined ? rateAfter(d, rising[rising.length - 1]!) : Infinity,
  };
}

/**
 * The first cumulative hazard that matters. With hazard ratios, the largest ratio decides when first events can occur.
 */
function firstFor(need: Need): number {
  return need.largestRatio > 0 ? Math.min(FIRST, lowestFor(need) * FIRST_OF_LOWEST) : FIRST;
}

/** From (0, 0) on, the points at which time rises, the hazard does not fall, and the slope is finite. */
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
 * Points after the last one, up to the latest time on the clock, for patients who enter when the clock has run far: up
 * to a hazard at which they have the event at once.
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

/** The end of a law of bounded support, when no patient is left; undefined for other laws. */
function boundOf(d: Distribution): number | undefined {
  const end = d.inverseCumulativeHazard(CERTAIN);
  return end < Infinity && end === d.inverseCumulativeHazard(2 * CERTAIN) ? end : undefined;
}

/**
 * Points of H, evenly spaced in w, where the share w² (3 - 2 w) of the uncured have had the event. Linear interpolation
 * has the error h² H'' / 8, which counts in proportion to S. With this spacing that error is level for Weibull laws and
 * uneven by a small factor for others.
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
    // hazards that no patient reaches from the start, but a patient who was not at risk all the time may
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

/** The cumulative hazard of all patients where that of the uncured is y. */
function hazardOfAll(cure: number, y: number): number {
  const probability = (1 - cure) * expm1(-y);
  return probability > -0.999 ? -log1p(probability) : mixing(cure).hazard(y);
}

/**
 * The hazard of a proper law after its last point: the mean, or so large that every patient left has the event at once.
 */
function rateAfter(d: Distribution, [time, hazard]: Point): number {
  const goal = Math.max(CERTAIN, 2 * hazard);
  const rest = d.inverseCumulativeHazard(goal) - time;
  return (goal - hazard) / Math.max(rest, time * INSTANT, INSTANT * INSTANT);
}

/**
 * Packs pieces, exact or fine, in the layout of src/kernel/tables.ts, with the guides for its searches. A last rate of
 * Infinity means a law of bounded support, whose last point is its end.
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
  // after the end H is constant and its inverse is the end: a patient who enters later has the event at once
  rates[last] = lastRate === Infinity ? 0 : lastRate;
  const inverseAfter = lastRate === 0 ? Infinity : 1 / lastRate;
  const columns: ArrayLike<number>[] = [
    [count, buckets, hazardScale, timeScale],
    times,
    [Infinity],
    hazards,
    [Infinity],
    rates,
    // a level piece is entered only at its start; slope 0 avoids the NaN of 0 times Infinity there
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

/** For each bucket, the last piece that starts in an earlier bucket: the search never starts too late. */
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
