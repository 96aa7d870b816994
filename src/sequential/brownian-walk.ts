import { exp } from '../math/elementary.ts';
import { normalSurvival } from '../math/normal.ts';

/**
 * The distribution of the score of a trial that has not stopped by one of its looks: a sub-density on nodes, whose
 * integral is the probability of not having stopped.
 *
 * The score S = Z sqrt(information) moves as Brownian motion: over an increment d of information it changes by a
 * normal variable of mean drift x d and variance d. Before the first look it is 0, one node of mass 1.
 */
export interface Walk {
  information: number;
  /** expected score without stopping */
  mean: number;
  /** increasing */
  scores: Float64Array;
  /** density at each node times the node's weight */
  masses: Float64Array;
}

export const initialWalk: Walk = {
  information: 0,
  mean: 0,
  scores: Float64Array.of(0),
  masses: Float64Array.of(1),
};

/**
 * The density is cut off at this many standard deviations, or beyond the boundaries if they are further out: less
 * than 1e-23 is lost.
 */
const CUT_OFF = 10;
/** Panel width, in standard deviations of the narrowest factor of the integrand. */
const PANEL = 8;
/** Normal tails further out than this are 0 in double precision. */
const LARGEST_Z = 38;
const SQRT_2PI = 2.5066282746310002;

/** Gauss-Legendre with 20 nodes on [-1, 1], the upper half (Abramowitz & Stegun 1964, table 25.4). */
const NODES = [
  0.07652652113349734, 0.22778585114164507, 0.37370608871541955, 0.5108670019508271, 0.636053680726515,
  0.7463319064601508, 0.8391169718222188, 0.9122344282513259, 0.9639719272779138, 0.9931285991850949,
];
const WEIGHTS = [
  0.15275338713072584, 0.14917298647260374, 0.14209610931838204, 0.13168863844917664, 0.11819453196151841,
  0.10193011981724044, 0.08327674157670475, 0.06267204833410907, 0.04060142980038694, 0.017614007139152118,
];

/** The probability that the trial continues to the next look, at `information`, and has Z above z there. */
export function chanceAbove(
  { information: past, scores, masses }: Walk,
  information: number,
  drift: number,
  z: number,
) {
  const step = information - past;
  const width = Math.sqrt(step);
  const from = z * Math.sqrt(information) - drift * step;
  let chance = 0;
  // from the top down: nodes that are certain to be above come first
  for (let i = scores.length - 1; i >= 0; i--) {
    const move = (from - scores[i]!) / width;
    if (move > LARGEST_Z) break;
    chance += move < -CUT_OFF ? masses[i]! : masses[i]! * normalSurvival(move);
  }
  return chance;
}

/** The probability that the trial continues to the next look, at `information`, and has Z below z there. */
export function chanceBelow(
  { information: past, scores, masses }: Walk,
  information: number,
  drift: number,
  z: number,
) {
  const step = information - past;
  const width = Math.sqrt(step);
  const from = z * Math.sqrt(information) - drift * step;
  let chance = 0;
  for (let i = 0; i < scores.length; i++) {
    const move = (scores[i]! - from) / width;
    if (move > LARGEST_Z) break;
    chance += move < -CUT_OFF ? masses[i]! : masses[i]! * normalSurvival(move);
  }
  return chance;
}

/**
 * The walk after its next look, restricted to trials that do not stop there.
 *
 * @param information at the look, above the walk's
 * @param drift expected score per unit of information, from the previous look to this one
 * @param lower the trial continues if Z is between lower and upper, which may be infinite
 * @param following information at the look after this one; it determines the spacing of the nodes
 *
 * Source: the recursion of Armitage, McPherson & Rowe (1969), as in Jennison & Turnbull (2000), chapter 19, here with
 * Gauss-Legendre panels in place of Simpson's rule: their error falls faster than any power of the number of nodes.
 */
export function continueWalk(
  walk: Walk,
  information: number,
  drift: number,
  lower: number,
  upper: number,
  following: number,
): Walk {
  const step = information - walk.information;
  const next = following - information;
  const root = Math.sqrt(information);
  const expected = walk.mean + drift * step;
  const mean = expected / root;
  // a boundary of z = 20 spends 1e-88, and the next boundary depends on the density just below it
  const far = Math.max(CUT_OFF, ...[upper - mean, mean - lower].filter((z) => z < LARGEST_Z));
  const top = Math.min(upper, Math.max(mean, lower) + far);
  const bottom = Math.max(lower, Math.min(mean, upper) - far);
  if (!(top > bottom))
    return { information, mean: expected, scores: new Float64Array(0), masses: new Float64Array(0) };
  const { scores, masses } = panels(bottom * root, top * root, 1 / Math.sqrt(1 / step + 1 / next));
  const width = Math.sqrt(step);
  const reach = far * width;
  const past = walk.scores;
  let first = 0;
  for (let i = 0; i < scores.length; i++) {
    const from = scores[i]! - drift * step;
    while (first < past.length && past[first]! < from - reach) first++;
    let density = 0;
    for (let j = first; j < past.length && past[j]! <= from + reach; j++) {
      const move = (from - past[j]!) / width;
      density += walk.masses[j]! * exp(-0.5 * move * move);
    }
    masses[i]! *= density / (width * SQRT_2PI);
  }
  return { information, mean: expected, scores, masses };
}

/** Nodes and weights from `low` to `high` for a function that is smooth on the scale of `width`. */
function panels(low: number, high: number, width: number): { scores: Float64Array; masses: Float64Array } {
  const count = Math.ceil((high - low) / (PANEL * width));
  const half = (high - low) / (2 * count);
  const scores = new Float64Array(20 * count);
  const masses = new Float64Array(20 * count);
  for (let p = 0; p < count; p++) {
    const centre = low + (2 * p + 1) * half;
    for (let i = 0; i < 10; i++) {
      const [below, above] = [20 * p + 9 - i, 20 * p + 10 + i];
      scores[below] = centre - half * NODES[i]!;
      scores[above] = centre + half * NODES[i]!;
      masses[below] = masses[above] = half * WEIGHTS[i]!;
    }
  }
  return { scores, masses };
}
