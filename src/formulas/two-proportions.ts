import { exp, ln } from '../math/elementary.ts';
import { normalQuantile } from '../math/normal.ts';

/** Events and patients of one arm. */
export interface Proportion {
  events: number;
  patients: number;
}

/** What is compared: the difference of two shares, or their ratio, treatment against control. */
export type ProportionScale = 'difference' | 'ratio';

/**
 * The score test of two independent shares against a difference or a ratio: the difference of the shares, less what the null has,
 * over its standard error with the shares estimated under the null. Against a difference of 0 and a ratio of 1 it is the pooled z,
 * whose square is the chi-square statistic.
 *
 * @param against the difference, or the ratio, under the null hypothesis
 * @returns above 0 if the share on treatment is higher than under the null; NaN if there is nothing to compare
 *
 * @example
 * ```ts
 * import { twoProportionsZ } from 'sojourn';
 *
 * const arms = [{ events: 12, patients: 50 }, { events: 22, patients: 50 }] as const;
 * console.log(twoProportionsZ(...arms, 'difference', 0), twoProportionsZ(...arms, 'difference', -0.1));
 * // 2.111001... 3.162277...
 * ```
 *
 * Source: Farrington & Manning (1990), Statistics in Medicine 9, 1447-1454; Miettinen & Nurminen (1985), without their factor
 * n / (n - 1).
 */
export function twoProportionsZ(
  control: Proportion,
  treatment: Proportion,
  scale: ProportionScale,
  against: number,
): number {
  const [p0, p1] = [control.events / control.patients, treatment.events / treatment.patients];
  const slope = scale === 'ratio' ? against : 1;
  const shift = scale === 'ratio' ? 0 : against;
  const base = controlUnderNull(control, treatment, slope, shift);
  const other = slope * base + shift;
  const variance =
    (other * (1 - other)) / treatment.patients + (slope * slope * base * (1 - base)) / control.patients;
  return variance > 0 ? (p1 - slope * p0 - shift) / Math.sqrt(variance) : NaN;
}

/** The estimate of the share of control where that on treatment is `slope` times as large plus `shift`. */
export function controlUnderNull(
  { events: x0, patients: n0 }: Proportion,
  { events: x1, patients: n1 }: Proportion,
  slope: number,
  shift: number,
): number {
  if (slope === 1 && shift === 0) return (x0 + x1) / (n0 + n1);
  let low = Math.max(0, -shift / slope);
  let high = Math.min(1, (1 - shift) / slope);
  // the score falls with the share
  for (let step = 0; step < HALVINGS; step++) {
    const p = (low + high) / 2;
    const q = slope * p + shift;
    const score = part(x0, p) - part(n0 - x0, 1 - p) + slope * (part(x1, q) - part(n1 - x1, 1 - q));
    if (score > 0) low = p;
    else high = p;
  }
  return (low + high) / 2;
}

const HALVINGS = 60;

/** Events over their share; without events 0, however small the share. */
const part = (events: number, share: number) => (events === 0 ? 0 : events / share);

/** The logarithm of n! */
function lnFactorial(n: number): number {
  while (factorials.length <= n) factorials.push(factorials[factorials.length - 1]! + ln(factorials.length));
  return factorials[n]!;
}
const factorials = [0];

const lnChoose = (n: number, k: number) => lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k);

/** Probabilities of 0 to n events. @param p above 0 and below 1 */
export function binomialShares(n: number, p: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, x) =>
    exp(lnChoose(n, x) + x * ln(p) + (n - x) * ln(1 - p)),
  );
}

/**
 * Fisher's exact test, one-sided: the chance of as many events on treatment or more, given the events of both arms.
 *
 * @example
 * ```ts
 * import { fisherP } from 'sojourn';
 *
 * console.log(fisherP({ events: 12, patients: 50 }, { events: 22, patients: 50 }));
 * // 0.028332...
 * ```
 *
 * Source: Fisher (1935). R: fisher.test(..., alternative = 'greater').
 */
export function fisherP(
  { events: x0, patients: n0 }: Proportion,
  { events: x1, patients: n1 }: Proportion,
): number {
  const all = x0 + x1;
  const total = lnChoose(n0 + n1, all);
  let p = 0;
  for (let x = x1; x <= Math.min(all, n1); x++)
    if (all - x <= n0) p += exp(lnChoose(n1, x) + lnChoose(n0, all - x) - total);
  return Math.min(1, p);
}

/** Shares of the null hypothesis at which Boschloo's test is evaluated. */
const GRID = 200;
/** Larger arms take too many tables. */
const MOST_BOSCHLOO = 500;

/**
 * Boschloo's exact unconditional test, one-sided: the largest chance, over the common share under the null, of a table whose Fisher p
 * is as small. It rejects more often than Fisher's test and keeps the level. The share runs over 199 equal steps.
 *
 * @returns a function of the events of control and of treatment
 * @throws RangeError for arms of more than 500 patients
 *
 * @example
 * ```ts
 * import { boschlooP } from 'sojourn';
 *
 * console.log(boschlooP(50, 50)(12, 22));
 * // 0.018400...
 * ```
 *
 * Source: Boschloo (1970), Statistica Neerlandica 24, 1-9.
 */
export function boschlooP(control: number, treatment: number): (x0: number, x1: number) => number {
  if (Math.max(control, treatment) > MOST_BOSCHLOO)
    throw new RangeError(
      `arms have ${control} and ${treatment} patients, must be at most ${MOST_BOSCHLOO} for Boschloo's test`,
    );
  const width = treatment + 1;
  const size = (control + 1) * width;
  const fisher = Float64Array.from({ length: size }, (_, at) =>
    fisherP(
      { events: Math.floor(at / width), patients: control },
      { events: at % width, patients: treatment },
    ),
  );
  const order = Uint32Array.from(fisher.keys()).sort((a, b) => fisher[a]! - fisher[b]! || a - b);
  const largest = new Float64Array(size);
  for (let step = 1; step < GRID; step++) {
    const [b0, b1] = [binomialShares(control, step / GRID), binomialShares(treatment, step / GRID)];
    let sum = 0;
    for (let first = 0; first < size; ) {
      // tables of the same p, but for rounding, are as extreme
      let last = first;
      const tied = fisher[order[first]!]! * (1 + 1e-9);
      while (last < size && fisher[order[last]!]! <= tied) {
        const at = order[last]!;
        sum += b0[Math.floor(at / width)]! * b1[at % width]!;
        last++;
      }
      for (let k = first; k < last; k++) {
        const at = order[k]!;
        if (sum > largest[at]!) largest[at] = sum;
      }
      first = last;
    }
  }
  return (x0, x1) => Math.min(1, largest[x0 * width + x1]!);
}

/**
 * Newcombe's interval of the difference of two independent shares, treatment minus control, from Wilson's intervals of each.
 *
 * @example
 * ```ts
 * import { newcombeInterval } from 'sojourn';
 *
 * console.log(newcombeInterval({ events: 12, patients: 50 }, { events: 22, patients: 50 }));
 * // {
 * //   difference: 0.2,
 * //   lower: 0.014336...,
 * //   upper: 0.367828...
 * // }
 * ```
 *
 * Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
 */
export function newcombeInterval(
  control: Proportion,
  treatment: Proportion,
  level = 0.95,
): { difference: number; lower: number; upper: number } {
  const z = normalQuantile((1 + level) / 2);
  const [c, t] = [wilson(control, z), wilson(treatment, z)];
  const difference = t.share - c.share;
  return {
    difference,
    lower: difference - root(t.share - t.lower, c.upper - c.share),
    upper: difference + root(t.upper - t.share, c.share - c.lower),
  };
}

const root = (a: number, b: number) => Math.sqrt(a * a + b * b);

function wilson({ events, patients: n }: Proportion, z: number) {
  const share = events / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { share, lower: centre - half, upper: centre + half };
}
