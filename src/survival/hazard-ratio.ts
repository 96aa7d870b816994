import { exp, ln } from '../math/elementary.ts';
import type { SurvivalCurve } from './curve.ts';

/** Numbers at risk and events of two groups at the same times. */
export interface TwoGroups {
  reference: Pick<SurvivalCurve, 'times' | 'atRisk' | 'events'>;
  /** at the times of the reference */
  compared: Pick<SurvivalCurve, 'atRisk' | 'events'>;
}

export interface HazardRatio {
  /** log hazard ratio, compared over reference */
  log: number;
  /** model-based standard error of the log hazard ratio, for independent groups */
  standardError: number;
}

/** Newton's method stops at a step this small; each step doubles the correct digits. */
const SMALL_STEP = 1e-10;
/** A step this small is rounding and is not taken, so that equal groups have a ratio of exactly 1. */
const ROUNDING = 1e-13;
const MOST_STEPS = 50;

/**
 * The rows with events, for `fitHazardRatio`: numbers at risk and events of the reference (A) and the compared group
 * (B).
 */
export interface EventRows {
  times: Float64Array;
  nA: Float64Array;
  nB: Float64Array;
  dA: Float64Array;
  dB: Float64Array;
}

/**
 * The rows with events of either group, from two life tables on the same times.
 *
 * @example
 * ```ts
 * import { eventRows, kaplanMeier } from 'sojourn';
 *
 * const times = [2, 4, 6];
 * const count = (events: number[]) => ({
 *   times: Float64Array.from(times),
 *   events: [Float64Array.from(events)],
 *   causes: ['death'],
 *   censored: new Float64Array(3),
 *   size: 100,
 * });
 * const [reference, compared] = [kaplanMeier(count([20, 0, 10])), kaplanMeier(count([12, 0, 9]))];
 * console.log(eventRows({ reference, compared }).times);
 * // Float64Array(2) [ 2, 6 ]
 * ```
 */
export function eventRows({ reference, compared }: TwoGroups): EventRows {
  const { times } = reference;
  const column = () => new Float64Array(times.length);
  const rows: EventRows = { times: column(), nA: column(), nB: column(), dA: column(), dB: column() };
  let at = 0;
  for (let r = 0; r < times.length; r++) {
    if (reference.events[r]! + compared.events[r]! === 0) continue;
    rows.times[at] = times[r]!;
    rows.nA[at] = reference.atRisk[r]!;
    rows.nB[at] = compared.atRisk[r]!;
    rows.dA[at] = reference.events[r]!;
    rows.dB[at] = compared.events[r]!;
    at++;
  }
  return firstRows(rows, at);
}

/** The first rows of longer columns, in the same memory. */
export function firstRows({ times, nA, nB, dA, dB }: EventRows, count: number): EventRows {
  return {
    times: times.subarray(0, count),
    nA: nA.subarray(0, count),
    nB: nB.subarray(0, count),
    dA: dA.subarray(0, count),
    dB: dB.subarray(0, count),
  };
}

/**
 * The hazard ratio of Cox's model for two groups in a life table, with Efron's method for ties.
 *
 * On a fine grid this is the ratio for continuous times, since Efron's method treats the events of a row one after
 * the other. Long rows are summed by quadrature, which changes the log ratio by less than 1e-5 of its standard error.
 *
 * @returns NaN if a group has no events, or nobody at risk at the other group's events
 *
 * @example
 * ```ts
 * import { hazardRatio, kaplanMeier } from 'sojourn';
 *
 * const times = [2, 4, 6];
 * const count = (events: number[]) => ({
 *   times: Float64Array.from(times),
 *   events: [Float64Array.from(events)],
 *   causes: ['death'],
 *   censored: new Float64Array(3),
 *   size: 100,
 * });
 * const [reference, compared] = [kaplanMeier(count([20, 15, 10])), kaplanMeier(count([12, 10, 9]))];
 * console.log(hazardRatio({ reference, compared }));
 * // { log: -0.486266..., standardError: 0.233543... }
 * ```
 *
 * Source: Cox (1972); Efron (1977). Checked against R's `survival::coxph` in test/known/hazard-ratio.R.
 */
export function hazardRatio(groups: TwoGroups): HazardRatio {
  return fitHazardRatio(eventRows(groups));
}

/**
 * The hazard ratio over the events in (from, to] only.
 *
 * @example
 * ```ts
 * import { eventRows, fitHazardRatio, kaplanMeier } from 'sojourn';
 *
 * const times = [2, 4, 6];
 * const count = (events: number[]) => ({
 *   times: Float64Array.from(times),
 *   events: [Float64Array.from(events)],
 *   causes: ['death'],
 *   censored: new Float64Array(3),
 *   size: 100,
 * });
 * const [reference, compared] = [kaplanMeier(count([20, 15, 10])), kaplanMeier(count([12, 10, 9]))];
 * const rows = eventRows({ reference, compared });
 * console.log(fitHazardRatio(rows, 0, 2).log, fitHazardRatio(rows, 2, 6).log);
 * // -0.554302... -0.438438...
 * ```
 */
export function fitHazardRatio(
  rows: EventRows,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
): HazardRatio {
  const { times, nA, nB, dA, dB } = rows;
  let first = 0;
  while (first < times.length && !(times[first]! > from)) first++;
  let end = first;
  let eventsA = 0;
  let eventsB = 0;
  // start at the Mantel-Haenszel ratio
  let above = 0;
  let below = 0;
  for (; end < times.length && times[end]! <= to; end++) {
    eventsA += dA[end]!;
    eventsB += dB[end]!;
    above += (dB[end]! * nA[end]!) / (nA[end]! + nB[end]!);
    below += (dA[end]! * nB[end]!) / (nA[end]! + nB[end]!);
  }
  const none = { log: Number.NaN, standardError: Number.NaN };
  if (eventsA === 0 || eventsB === 0 || above === 0 || below === 0) return none;
  let log = ln(above / below);
  const sums = { expected: 0, information: 0 };
  for (let step = 0; step < MOST_STEPS; step++) {
    expectedEvents(rows, first, end, exp(log), sums);
    if (!(sums.information > 0)) return none;
    const move = (eventsB - sums.expected) / sums.information;
    if (Math.abs(move) > ROUNDING) log += Math.max(-2, Math.min(2, move));
    if (Math.abs(move) < SMALL_STEP) return { log, standardError: 1 / Math.sqrt(sums.information) };
  }
  return none;
}

/** The expected events of the compared group, and the information, at a hazard ratio. */
function expectedEvents(
  { nA, nB, dA, dB }: EventRows,
  first: number,
  end: number,
  ratio: number,
  sums: { expected: number; information: number },
): void {
  let expected = 0;
  let information = 0;
  for (let r = first; r < end; r++) {
    const a = nA[r]!;
    const b = ratio * nB[r]!;
    const lessA = dA[r]!;
    const lessB = ratio * dB[r]!;
    const events = lessA + dB[r]!;
    if (events === 1) {
      const p = b / (a + b);
      expected += p;
      information += p * (1 - p);
      continue;
    }
    const isHeavy = HEAVY * lessA > a || HEAVY * dB[r]! > nB[r]!;
    const above = isHeavy ? QUADRATURE_ABOVE_IF_HEAVY : QUADRATURE_ABOVE;
    let k = 0;
    // sum over many ties as an integral plus half of its ends; where probabilities change much, over half of the
    // remaining ties at a time
    while (events - k > above) {
      const to = isHeavy ? Math.floor((k + events) / 2) : events - 1;
      for (let i = 0; i < NODES.length; i++) {
        const share = (k + (to - k) * NODES[i]!) / events;
        const comparedAtRisk = b - share * lessB;
        const p = comparedAtRisk / (a - share * lessA + comparedAtRisk);
        const weight = i === 0 ? 0.5 : i === 1 ? -0.5 : (to - k) * WEIGHTS[i]!;
        expected += weight * p;
        information += weight * p * (1 - p);
      }
      k = to;
    }
    for (; k < events; k++) {
      // probability that the next event is in the compared group, after a share of the row's events
      const share = k / events;
      const comparedAtRisk = b - share * lessB;
      const p = comparedAtRisk / (a - share * lessA + comparedAtRisk);
      expected += p;
      information += p * (1 - p);
    }
  }
  sums.expected = expected;
  sums.information = information;
}

/** Rows with more tied events than this are summed by quadrature. */
const QUADRATURE_ABOVE = 24;
/** The same for rows with heavy ties, which are summed in parts. */
const QUADRATURE_ABOVE_IF_HEAVY = 500;
/** Ties are heavy if they are more than 1 / 10 of a group. */
const HEAVY = 10;

/** The two ends, followed by the six nodes of Gauss-Legendre on [0, 1] (DLMF 3.5). */
const NODES = [
  0, 1, 0.033765242898423975, 0.16939530676686776, 0.3806904069584015, 0.6193095930415985, 0.8306046932331322,
  0.966234757101576,
];
const WEIGHTS = [
  0, 0, 0.08566224618958516, 0.1803807865240693, 0.23395696728634552, 0.23395696728634552, 0.1803807865240693,
  0.08566224618958516,
];
