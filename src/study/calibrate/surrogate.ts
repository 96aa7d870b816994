import { exp } from '../../math/elementary.ts';
import { factorise, solve } from '../../math/symmetric.ts';
import { heightOf } from './mode.ts';
import type { Evaluation } from './points.ts';
import type { LikelihoodTarget } from './targets.ts';
import type { SamplePoint } from './weighted.ts';

/** Logarithm of prior times likelihood by a surrogate, up to a constant; -Infinity outside the region of its training points. */
export type SurrogateHeight = (scores: ArrayLike<number>) => number;

/** Fewest effective points for each term of the regression. */
const POINTS_PER_TERM = 2;
/** The surrogate ends this far beyond the typical distance of a normal vector, the root of its dimensions. */
const FAR = 2;

/**
 * Fits the expected figures as quadratic functions of the scores to simulated points. The surrogate only proposes points; their
 * weights use the simulated likelihood.
 *
 * Source: like the mean functions of Bliznyuk et al. (2008), J. Comput. Graph. Stat. 17, 270-294.
 *
 * @param heights logarithm of prior times likelihood of each point
 * @param logOf log likelihood of predicted figures
 * @returns undefined if there are too few points
 */
export function surrogateOf(
  points: readonly SamplePoint[],
  heights: readonly number[],
  targets: readonly LikelihoodTarget[],
  logOf: (evaluation: Pick<Evaluation, 'means'>) => number,
): SurrogateHeight | undefined {
  const fitted = targets.flatMap(({ isFitted }, k) => (isFitted ? [k] : []));
  const used = points.flatMap((point, i) => (Number.isFinite(heights[i]!) ? [{ ...point, i }] : []));
  const size = points[0]!.scores.length;
  if (used.length === 0) return undefined;
  const highest = used.reduce((most, { i }) => Math.max(most, heights[i]!), Number.NEGATIVE_INFINITY);
  // weights that flatten the posterior, so that the fit covers its whole width
  const shares = used.map(({ i }) => exp((heights[i]! - highest) / (2 * size)) + 1e-6);
  // effective number of points; with few, products of scores are left out
  const count =
    shares.reduce((sum, share) => sum + share, 0) ** 2 / shares.reduce((sum, share) => sum + share ** 2, 0);
  const terms = [1 + size + (size * (size + 1)) / 2, 1 + 2 * size].find(
    (some) => count >= POINTS_PER_TERM * some,
  );
  if (terms === undefined) return undefined;
  const spread = spreadOf(
    used.map(({ scores }) => scores),
    shares,
  );
  const designs = used.map(({ scores }) => designOf(scores, spread, terms));
  const gram = Array.from({ length: terms }, () => new Float64Array(terms));
  designs.forEach((row, j) => {
    for (let a = 0; a < terms; a++) {
      const left = shares[j]! * row[a]!;
      for (let b = 0; b <= a; b++) gram[a]![b]! += left * row[b]!;
    }
  });
  for (let a = 0; a < terms; a++) gram[a]![a]! *= 1 + 1e-9;
  const factor = factorise(gram);
  const regress = (figureOf: (point: SamplePoint) => number) => {
    const right = new Float64Array(terms);
    used.forEach((point, j) => {
      const figure = shares[j]! * figureOf(point);
      for (let a = 0; a < terms; a++) right[a]! += figure * designs[j]![a]!;
    });
    return solve(factor, right);
  };
  const means = fitted.map((k) => regress(({ evaluation }) => evaluation!.means[k]!));
  const farthest = (Math.sqrt(size) + FAR) ** 2;
  const predicted = { means: new Float64Array(targets.length).fill(NaN) };
  return (scores) => {
    const row = designOf(scores, spread, terms);
    let distance = 0;
    for (let k = 1; k <= size; k++) distance += row[k]! ** 2;
    if (distance > farthest) return Number.NEGATIVE_INFINITY;
    fitted.forEach((k, i) => {
      predicted.means[k] = dot(means[i]!, row);
    });
    return heightOf(scores, logOf(predicted));
  };
}

interface Spread {
  mean: Float64Array;
  /** whitens the scores: rows of the inverse of L, where the covariance is L L' */
  whiten: Float64Array[];
}

function spreadOf(scores: readonly Float64Array[], weights: readonly number[]): Spread {
  const size = scores[0]!.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = new Float64Array(size);
  scores.forEach((one, i) => {
    for (let k = 0; k < size; k++) mean[k]! += (weights[i]! / total) * one[k]!;
  });
  const covariance = Array.from({ length: size }, () => new Float64Array(size));
  scores.forEach((one, i) => {
    for (let k = 0; k < size; k++)
      for (let l = 0; l <= k; l++)
        covariance[k]![l]! += (weights[i]! / total) * (one[k]! - mean[k]!) * (one[l]! - mean[l]!);
  });
  for (let k = 0; k < size; k++) covariance[k]![k]! += 1e-9;
  const { entries } = factorise(covariance);
  // L' of the factor has ones on its diagonal: rows of its inverse, each over the root of its pivot
  const whiten = Array.from({ length: size }, (_, k) => {
    const row = new Float64Array(size);
    row[k] = 1;
    for (let j = k - 1; j >= 0; j--) {
      let sum = 0;
      for (let l = j + 1; l <= k; l++) sum += row[l]! * entries[l * size + j]!;
      row[j] = -sum;
    }
    const root = Math.sqrt(entries[k * size + k]!);
    return row.map((entry) => entry / root);
  });
  return { mean, whiten };
}

/** A row of the design matrix: 1, the whitened scores, their squares and, if `terms` allows, their products. */
function designOf(scores: ArrayLike<number>, { mean, whiten }: Spread, terms: number): Float64Array {
  const size = mean.length;
  const row = new Float64Array(terms);
  row[0] = 1;
  for (let k = 0; k < size; k++) {
    const own = whiten[k]!;
    let sum = 0;
    for (let l = 0; l <= k; l++) sum += own[l]! * (scores[l]! - mean[l]!);
    row[1 + k] = sum;
  }
  for (let k = 0; k < size; k++) row[1 + size + k] = row[1 + k]! ** 2;
  let at = 1 + 2 * size;
  for (let k = 0; at < terms && k < size; k++)
    for (let l = 0; l < k; l++) row[at++] = row[1 + k]! * row[1 + l]!;
  return row;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
