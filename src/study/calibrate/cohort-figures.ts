import { exp } from '../../math/elementary.ts';

/** Patients of one arm of many cohorts, one cohort after the other, in columns. */
export interface ArmColumns {
  /** patients of a cohort */
  size: number;
  /** by endpoint: time of the event, Infinity without one */
  events: readonly Float64Array[];
  /**
   * by endpoint: time at which the endpoint's own definition censors, Infinity for patients whom it does not censor; undefined if
   * it censors nobody
   */
  censored: readonly (Float64Array | undefined)[];
  /** end of observation; undefined: the horizon for all */
  followUp: Float64Array | undefined;
  /** groups of each patient, one bit each; the first bit is all patients */
  groups: Uint32Array;
  /**
   * by proportion: times that put a patient into the numerator and into the rest of the denominator, Infinity for patients outside
   * it
   */
  shares: readonly { hit: Float64Array; miss: Float64Array }[];
}

/** A figure to read from a cohort: `arm`, `endpoint` and `share` are indices of the columns, `group` is a bit. */
export type CohortFigure =
  | { kind: 'survival'; arm: number; endpoint: number; group: number; at: number }
  | { kind: 'at-risk'; arm: number; endpoint: number; group: number; at: number }
  | { kind: 'median'; arm: number; endpoint: number; group: number }
  | { kind: 'events'; arm: number; endpoint: number; group: number }
  | { kind: 'size'; arm: number; group: number }
  | { kind: 'share'; arm: number; share: number }
  | {
      kind: 'hazard-ratio';
      arm: number;
      endpoint: number;
      group: number;
      over: { arm: number; group: number };
    };

/** The patients of one arm, sorted by their times to one endpoint. */
interface Sorted {
  count: number;
  times: Float64Array;
  isEvent: Uint8Array;
  groups: Uint32Array;
}

/** Reads the figures of one cohort after another and reuses its memory. */
export interface CohortReader {
  /**
   * Writes the figures of a cohort, and how many patients are behind each, from place `at` on. NaN: the cohort does not show it,
   * as with nobody in a group, or follow-up that ends before; of a hazard ratio the figure is its logarithm.
   */
  read(cohort: number, values: Float64Array, of: Float64Array, at: number): void;
}

/**
 * Survival is Kaplan and Meier's, a median the first time at which it is one half or less, a hazard ratio that of a Cox model
 * with the one covariate.
 *
 * @param horizon end of the simulation; no patient is observed for longer
 */
export function cohortReader(
  arms: readonly ArmColumns[],
  figures: readonly CohortFigure[],
  horizon: number,
): CohortReader {
  const room = new Map<string, Sorted>();
  const curves = curvesOf(figures);
  const pairs = figures.flatMap((figure, place) =>
    figure.kind === 'hazard-ratio' ? [{ ...figure, place }] : [],
  );
  const sizes = figures.flatMap((figure, place) => (figure.kind === 'size' ? [{ ...figure, place }] : []));
  const shares = figures.flatMap((figure, place) => (figure.kind === 'share' ? [{ ...figure, place }] : []));
  const needed = [...curves, ...pairs, ...pairs.map((pair) => ({ ...pair, arm: pair.over.arm }))];
  const orders = [...new Map(needed.map((one) => [`${one.arm} ${one.endpoint}`, one])).values()];
  for (const { arm, endpoint } of orders) room.set(`${arm} ${endpoint}`, sortedRoom(arms[arm]!.size));
  const sortedOf = (arm: number, endpoint: number) => room.get(`${arm} ${endpoint}`)!;
  const read = curves.map((curve) => ({ ...curve, sorted: sortedOf(curve.arm, curve.endpoint) }));
  const sorted = orders.map(({ arm, endpoint }) => ({
    arm: arms[arm]!,
    endpoint,
    into: sortedOf(arm, endpoint),
  }));
  const buckets = new Buckets(Math.max(...arms.map(({ size }) => size)), horizon);
  const risk = riskRoom(arms.reduce((sum, { size }) => sum + size, 0));
  return {
    read(cohort, values, of, at) {
      for (const { arm, endpoint, into } of sorted) buckets.sort(arm, endpoint, cohort, into);
      for (const curve of read) readCurve(curve, values, of, at);
      for (const { arm, group, place } of sizes) {
        const { size, groups } = arms[arm]!;
        const end = (cohort + 1) * size;
        let hits = 0;
        for (let i = cohort * size; i < end; i++) hits += (groups[i]! & group) === 0 ? 0 : 1;
        values[at + place] = hits / size;
        of[at + place] = size;
      }
      for (const { arm, share, place } of shares) {
        const { shares: own, size } = arms[arm]!;
        const { hit, miss } = own[share]!;
        const end = (cohort + 1) * size;
        let hits = 0;
        let among = 0;
        for (let i = cohort * size; i < end; i++) {
          const isHit = hit[i]! < Number.POSITIVE_INFINITY ? 1 : 0;
          hits += isHit;
          among += isHit | (miss[i]! < Number.POSITIVE_INFINITY ? 1 : 0);
        }
        values[at + place] = hits / among;
        of[at + place] = among;
      }
      for (const { arm, endpoint, group, over, place } of pairs) {
        collectRisks(sortedOf(arm, endpoint), group, sortedOf(over.arm, endpoint), over.group, risk);
        values[at + place] = logHazardRatio(risk);
        of[at + place] = risk.events;
      }
    },
  };
}

function sortedRoom(size: number): Sorted {
  return {
    count: size,
    times: new Float64Array(size),
    isEvent: new Uint8Array(size),
    groups: new Uint32Array(size),
  };
}

const BUCKETS = 512;

/** Sorts the observed times: first into buckets, then within each bucket. */
class Buckets {
  readonly #horizon: number;
  readonly #starts = new Int32Array(BUCKETS + 2);
  readonly #bucket: Uint16Array;
  readonly #times: Float64Array;
  readonly #isEvent: Uint8Array;

  constructor(size: number, horizon: number) {
    this.#horizon = horizon;
    this.#bucket = new Uint16Array(size);
    this.#times = new Float64Array(size);
    this.#isEvent = new Uint8Array(size);
  }

  /** Events come before censorings of the same time. */
  sort(
    { size, events, censored, followUp, groups }: ArmColumns,
    endpoint: number,
    cohort: number,
    into: Sorted,
  ): void {
    const horizon = this.#horizon;
    const starts = this.#starts;
    const bucket = this.#bucket;
    const own = this.#times;
    const seen = this.#isEvent;
    const start = cohort * size;
    const event = events[endpoint]!;
    const censor = censored[endpoint];
    const perUnit = BUCKETS / horizon;
    starts.fill(0);
    for (let i = 0; i < size; i++) {
      let end = followUp ? followUp[start + i]! : horizon;
      if (end > horizon) end = horizon;
      if (censor && censor[start + i]! < end) end = censor[start + i]!;
      const time = event[start + i]!;
      const isEvent = time <= end;
      const at = isEvent ? time : end;
      const b = (at * perUnit) | 0;
      own[i] = at;
      seen[i] = isEvent ? 1 : 0;
      bucket[i] = b;
      starts[b + 1]!++;
    }
    for (let b = 0; b < BUCKETS; b++) starts[b + 1]! += starts[b]!;
    const { times, isEvent, groups: groupOf } = into;
    for (let i = 0; i < size; i++) {
      const k = starts[bucket[i]!]!++;
      times[k] = own[i]!;
      isEvent[k] = seen[i]!;
      groupOf[k] = groups[start + i]!;
    }
    // insertion sort, since buckets are small
    for (let k = 1; k < size; k++) {
      const time = times[k]!;
      const is = isEvent[k]!;
      const group = groupOf[k]!;
      let to = k;
      while (to > 0 && (times[to - 1]! > time || (times[to - 1] === time && isEvent[to - 1]! < is))) {
        times[to] = times[to - 1]!;
        isEvent[to] = isEvent[to - 1]!;
        groupOf[to] = groupOf[to - 1]!;
        to--;
      }
      times[to] = time;
      isEvent[to] = is;
      groupOf[to] = group;
    }
  }
}

/** The figures to read from one curve, in the order of their times. */
interface Curve {
  arm: number;
  endpoint: number;
  group: number;
  times: { at: number; place: number; isSurvival: boolean }[];
  medians: number[];
  events: number[];
}

function curvesOf(figures: readonly CohortFigure[]): Curve[] {
  const curves = new Map<string, Curve>();
  figures.forEach((figure, place) => {
    if (figure.kind === 'size' || figure.kind === 'share' || figure.kind === 'hazard-ratio') return;
    const { arm, endpoint, group } = figure;
    const key = `${arm} ${endpoint} ${group}`;
    const curve = curves.get(key) ?? { arm, endpoint, group, times: [], medians: [], events: [] };
    curves.set(key, curve);
    if (figure.kind === 'median') curve.medians.push(place);
    else if (figure.kind === 'events') curve.events.push(place);
    else curve.times.push({ at: figure.at, place, isSurvival: figure.kind === 'survival' });
  });
  for (const { times } of curves.values()) times.sort((a, b) => a.at - b.at);
  return [...curves.values()];
}

/** Survival below this is rounding error, and counts as 0. */
const NONE = 1e-12;

/** The loop over patients has no branches: groups and events are unpredictable, and mispredicted branches would be slow. */
function readCurve(
  { sorted, group, times: asked, medians, events }: Curve & { sorted: Sorted },
  values: Float64Array,
  of: Float64Array,
  offset: number,
): void {
  const { count, times, isEvent, groups } = sorted;
  let size = 0;
  for (let k = 0; k < count; k++) size += (groups[k]! & group) === 0 ? 0 : 1;
  let atRisk = size;
  let survival = 1;
  let seen = 0;
  let k = 0;
  const toEnd = medians.length > 0 || events.length > 0;
  let median = NaN;
  let isFlat = false;
  let last = 0;
  for (let next = 0; next < asked.length || (next === asked.length && toEnd); next++) {
    const one = asked[next];
    const before = one ? one.at : Number.POSITIVE_INFINITY;
    if (toEnd)
      for (; k < count && times[k]! <= before; k++) {
        if ((groups[k]! & group) === 0) continue;
        if (isEvent[k] === 1) {
          survival *= 1 - 1 / atRisk;
          seen++;
          if (Number.isNaN(median) && survival <= 0.5 + NONE) {
            median = times[k]!;
            isFlat = survival >= 0.5 - NONE;
          } else if (isFlat) {
            // if the curve is exactly one half between two events, the median is halfway between them
            median = (median + times[k]!) / 2;
            isFlat = false;
          }
        }
        last = times[k]!;
        atRisk--;
      }
    else
      for (; k < count && times[k]! <= before; k++) {
        const isIn = (groups[k]! & group) === 0 ? 0 : 1;
        survival *= 1 - (isIn & isEvent[k]!) / (atRisk + (atRisk === 0 ? 1 : 0));
        atRisk -= isIn;
      }
    if (!one) break;
    // patients with exactly this time were followed up to it
    const tied = tiedBefore(sorted, group, one.at, k);
    // follow-up ended while patients were still free of the event
    const isOpen = size === 0 || (atRisk === 0 && tied === 0 && survival > NONE);
    values[offset + one.place] = one.isSurvival ? (isOpen ? NaN : survival) : (atRisk + tied) / size;
    of[offset + one.place] = size;
  }
  if (isFlat) median = (median + last) / 2;
  for (const place of medians) {
    values[offset + place] = median;
    of[offset + place] = size;
  }
  for (const place of events) {
    values[offset + place] = seen / size;
    of[offset + place] = size;
  }
}

/** Number of patients of a group before a place whose time equals the given time. */
function tiedBefore({ times, groups }: Sorted, group: number, time: number, place: number): number {
  let tied = 0;
  for (let k = place - 1; k >= 0 && times[k] === time; k--) tied += (groups[k]! & group) === 0 ? 0 : 1;
  return tied;
}

/** For each event of two groups: the number at risk in each group, and the group of the event. */
interface Risks {
  events: number;
  own: Uint32Array;
  other: Uint32Array;
  isOwn: Uint8Array;
}

function riskRoom(size: number): Risks {
  return { events: 0, own: new Uint32Array(size), other: new Uint32Array(size), isOwn: new Uint8Array(size) };
}

function collectRisks(a: Sorted, groupA: number, b: Sorted, groupB: number, into: Risks): void {
  let own = 0;
  let other = 0;
  for (let k = 0; k < a.count; k++) if ((a.groups[k]! & groupA) !== 0) own++;
  for (let k = 0; k < b.count; k++) if ((b.groups[k]! & groupB) !== 0) other++;
  into.events = 0;
  let i = 0;
  let j = 0;
  for (;;) {
    while (i < a.count && (a.groups[i]! & groupA) === 0) i++;
    while (j < b.count && (b.groups[j]! & groupB) === 0) j++;
    if (i === a.count && j === b.count) return;
    const isOwn = j === b.count || (i < a.count && a.times[i]! <= b.times[j]!);
    const isEvent = isOwn ? a.isEvent[i] === 1 : b.isEvent[j] === 1;
    if (isEvent) {
      into.own[into.events] = own;
      into.other[into.events] = other;
      into.isOwn[into.events] = isOwn ? 1 : 0;
      into.events++;
    }
    if (isOwn) {
      i++;
      own--;
    } else {
      j++;
      other--;
    }
  }
}

const MOST_STEPS = 20;

/** Maximises the partial likelihood by Newton's method; NaN if it has no maximum. */
function logHazardRatio({ events, own, other, isOwn }: Risks): number {
  let log = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const ratio = exp(log);
    let score = 0;
    let information = 0;
    for (let k = 0; k < events; k++) {
      const share = (own[k]! * ratio) / (own[k]! * ratio + other[k]!);
      score += isOwn[k]! - share;
      information += share * (1 - share);
    }
    if (!(information > 1e-9)) return NaN;
    const move = Math.max(-1, Math.min(1, score / information));
    log += move;
    if (Math.abs(log) > 15) return NaN;
    if (Math.abs(move) < 1e-8) return log;
  }
  return log;
}
