/**
 * Builds the tables of src/kernel/tables.ts from a distribution.
 *
 * A cubic piece interpolates at the four Chebyshev nodes of its interval, which spreads the error evenly over it.
 */
import { type Bend, cubic, MAP_LOWEST, MAP_SIZE, TABLE_SIDE, TABLE_SIZE } from '../../kernel/tables.ts';
import { exp, ln, log1p, pow } from '../../math/elementary.ts';
import type { Distribution } from '../distributions/distribution.ts';

/** (1 - cos((2 k + 1) pi / 8)) / 2: the Chebyshev nodes on [0, 1]. */
const NODES = [0.03806023374435663, 0.3086582838174551, 0.6913417161825449, 0.9619397662556434];

/** Nothing in a table may be infinite, or interpolation would make it NaN. */
const LONGEST = 1e100;

/** The largest cumulative hazard in a map; more would swell the cubics next to it. */
export const HIGHEST = 1e3;

/** Row k: the coefficients, lowest power first, of the cubic that is 1 at node k and 0 at the others. */
const TO_COEFFICIENTS = NODES.map((node, k) => {
  let polynomial = [1];
  NODES.forEach((other, j) => {
    if (j === k) return;
    const next = [0, ...polynomial];
    polynomial.forEach((c, power) => {
      next[power] = next[power]! - other * c;
    });
    polynomial = next.map((c) => c / (node - other));
  });
  return polynomial;
});

/** Writes the cubic through the values at the four nodes. */
function writeCubic(out: Float64Array, at: number, a: number, b: number, c: number, d: number): void {
  const [p, q, r, s] = TO_COEFFICIENTS as [number[], number[], number[], number[]];
  for (let k = 0; k < 4; k++) out[at + k] = a * p[k]! + b * q[k]! + c * r[k]! + d * s[k]!;
}

/** The unit exponential at the nodes of a quantile table, side after side; worked out when first needed. */
let standardNodes: Float64Array | undefined;

/** Calls back with each node of a side of a quantile table: the distance to the end of (0, 1), in [2^-33, 1/2). */
function forEachNode(side: 0 | 1, visit: (at: number, distance: number) => void): void {
  for (let i = 0; i < TABLE_SIDE; i++) {
    const start = pow(2, (i >> 6) - 33);
    visit(side * TABLE_SIDE + i, start * (1 + (((i >> 2) & 15) + NODES[i & 3]!) / 16));
  }
}

function nodesOfUnitExponential(kink?: number): Float64Array {
  const nodes = new Float64Array(TABLE_SIZE);
  // survival below the kink fills side 0, probability before it side 1
  const after = kink === undefined ? 1 : 2 * (1 - kink);
  const before = kink === undefined ? 1 : 2 * kink;
  forEachNode(0, (at, u) => {
    nodes[at] = -ln(u * after);
  });
  forEachNode(1, (at, v) => {
    nodes[at] = -log1p(-v * before);
  });
  return nodes;
}

/**
 * Fills a quantile table. Its error in probability is mostly below 2e-8, and grows with the orders of magnitude that the
 * times span: it passes 1e-7 at Weibull shapes below 0.25, log-logistic shapes below 0.5, log-normal sdlog above 4.
 *
 * @param d a proper distribution, smooth or with a kink; draws for one with a kink must be bent by `bendOf(d.kink)`
 * @param out where TABLE_SIZE doubles are written, from `offset` on
 */
export function quantileTable(d: Distribution, out: Float64Array, offset: number): void {
  const nodes =
    d.kink === undefined ? (standardNodes ??= nodesOfUnitExponential()) : nodesOfUnitExponential(d.kink);
  const time = (at: number) => Math.min(d.inverseCumulativeHazard(nodes[at]!), LONGEST);
  for (let at = 0; at < TABLE_SIZE; at += 4)
    writeCubic(out, offset + at, time(at), time(at + 1), time(at + 2), time(at + 3));
}

/**
 * The bend of the draws of a law whose quantile function has a kink.
 *
 * @param kink probability that the time is at most the kink, in (0, 1)
 */
export function bendOf(kink: number): Bend {
  const all = 4294967296;
  const threshold = Math.min(all - 1, Math.max(1, Math.round((1 - kink) * all)));
  return { threshold, low: 2147483648 / threshold, high: 2147483648 / (all - threshold) };
}

/**
 * Fills a map of times to cumulative hazards.
 *
 * @param d a smooth distribution
 * @param out where MAP_SIZE doubles are written, from `offset` on
 * @returns the largest error in survival found between the nodes; where it is too much, `finePieces` serves instead
 */
export function hazardMap(d: Distribution, out: Float64Array, offset: number): number {
  const hazard = (t: number) => Math.min(d.cumulativeHazard(t), HIGHEST);
  fillMap(hazard, out, offset);
  let worst = 0;
  forEachPiece((at, start, width) => {
    // an interpolant at Chebyshev nodes is furthest off at the ends and in the middle
    for (const r of [0, 0.5]) {
      const value = cubic(out, offset + at, r);
      const error = Math.abs(exp(-value) - exp(-hazard(start + r * width)));
      if (!(error <= worst)) worst = error;
    }
  });
  return worst;
}

/**
 * Fills a map of cumulative hazards to times.
 *
 * @param d a smooth proper distribution
 * @param out where MAP_SIZE doubles are written, from `offset` on
 */
export function inverseHazardMap(d: Distribution, out: Float64Array, offset: number): void {
  fillMap((y) => Math.min(d.inverseCumulativeHazard(y), LONGEST), out, offset);
}

function fillMap(f: (x: number) => number, out: Float64Array, offset: number): void {
  forEachPiece((at, start, width) => {
    const value = (k: number) => f(start + NODES[k]! * width);
    writeCubic(out, offset + at, value(0), value(1), value(2), value(3));
  });
}

function forEachPiece(visit: (at: number, start: number, width: number) => void): void {
  for (let at = 0; at < MAP_SIZE; at += 4) {
    const octave = pow(2, MAP_LOWEST + (at >> 6));
    visit(at, octave * (1 + ((at >> 2) & 15) / 16), octave / 16);
  }
}
