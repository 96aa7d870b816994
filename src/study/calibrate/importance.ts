import { exp, ln, log1p } from '../../math/elementary.ts';
import { gammaQuantile } from '../../math/gamma-quantile.ts';
import { lnGamma } from '../../math/ln-gamma.ts';
import { normalQuantile } from '../../math/normal.ts';
import { factorise, quadraticForm } from '../../math/symmetric.ts';
import type { EvenNumbers } from '../../uncertainty/even.ts';

/** A point of the parameters' scores, with what importance sampling needs to know of it. */
export interface Point {
  scores: Float64Array;
  /** logarithm of prior times likelihood, but for a constant */
  height: number;
}

/** A proposal: a multivariate t law about a centre. */
interface Kernel {
  centre: Float64Array;
  /** L of the covariance L L' */
  root: number[][];
  precision: ReturnType<typeof factorise>;
  logNorm: number;
  draws: number;
}

export interface ImportanceOptions {
  dimensions: number;
  /** evaluates many points; in the order given */
  heightsOf(scores: readonly Float64Array[]): Promise<number[]>;
  even: EvenNumbers;
  /** centres to begin with: maxima, with the covariance of their curvature */
  modes: readonly { scores: Float64Array; covariance: readonly (readonly number[])[] }[];
  /** effective sample size that ends the work */
  wanted: number;
  /** points of each step */
  points: number;
  /** the most steps */
  steps: number;
  onStep?(effective: number, step: number): void;
}

/** A posterior as weighted points. */
export interface Weighted {
  points: Point[];
  /** sum to 1 */
  weights: Float64Array;
  effectiveSampleSize: number;
  largestWeight: number;
  steps: number;
}

/** Degrees of freedom of the kernels: tails that are heavier than those of the posterior. */
const DEGREES = 5;

/**
 * Incremental mixture importance sampling: points of the prior and about the maxima, then again and again about the point whose
 * weight is largest, until the weights are even enough. Two maxima and bent ridges get kernels of their own.
 *
 * Source: Raftery & Bao (2010), Biometrics 66, 1162-1173; kernels of t laws as in West (1993), J. R. Statist. Soc. B 55.
 */
export async function importanceSample(options: ImportanceOptions): Promise<Weighted> {
  const { dimensions, heightsOf, even, modes, wanted, points: perStep, steps, onStep } = options;
  const points: Point[] = [];
  const mixture = mixtureOf(points);
  const add = async (drawn: Float64Array[]) => {
    const heights = await heightsOf(drawn);
    points.push(...drawn.map((scores, i) => ({ scores, height: heights[i]! })));
  };
  const normal = even('calibration scores');
  await add(
    Array.from({ length: perStep }, (_, i) =>
      Float64Array.from({ length: dimensions }, (_, k) => normalQuantile(normal(i, k))),
    ),
  );
  mixture.addPrior(perStep);
  let kernels = 0;
  const addAbout = async (centre: Float64Array, covariance: readonly (readonly number[])[]) => {
    const kernel = kernelOf(centre, covariance, perStep);
    await add(drawsOf(kernel, ++kernels, even));
    mixture.add(kernel);
  };
  for (const { scores, covariance } of modes) await addAbout(scores, covariance);
  let found = weigh(points, mixture.logs());
  let step = 0;
  onStep?.(found.effectiveSampleSize, step);
  while (found.effectiveSampleSize < wanted && step < steps) {
    step++;
    const heaviest = found.weights.indexOf(found.largestWeight);
    await addAbout(points[heaviest]!.scores, nearCovariance(points, found.weights, heaviest, perStep));
    found = weigh(points, mixture.logs());
    onStep?.(found.effectiveSampleSize, step);
  }
  return { points, ...found, steps: step };
}

function kernelOf(centre: Float64Array, covariance: readonly (readonly number[])[], draws: number): Kernel {
  const size = centre.length;
  // a direction that nothing is known of is that of the prior
  const safe = covariance.map((row, k) => row.map((entry, l) => (k === l ? entry + 1e-6 : entry)));
  const precision = factorise(safe);
  const { entries } = precision;
  const root = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      const pivot = Math.sqrt(entries[j * size + j]!);
      return i === j ? pivot : i > j ? entries[i * size + j]! * pivot : 0;
    }),
  );
  const logNorm = -root.reduce((sum, row, i) => sum + ln(row[i]!), 0);
  return { centre, root, precision, logNorm, draws };
}

function drawsOf({ centre, root, draws }: Kernel, number: number, even: EvenNumbers): Float64Array[] {
  const normal = even(`calibration kernel ${number}`);
  const scale = even(`calibration scale ${number}`);
  return Array.from({ length: draws }, (_, i) => {
    // chi-square of so many degrees is a gamma of half of them, times two
    const stretch = Math.sqrt(DEGREES / (2 * gammaQuantile(DEGREES / 2, scale(i, 0))));
    const z = Float64Array.from(centre, (_, k) => normalQuantile(normal(i, k)));
    return centre.map((at, k) => {
      let sum = at;
      for (let l = 0; l <= k; l++) sum += stretch * root[k]![l]! * z[l]!;
      return sum;
    });
  });
}

/** The density of all that was drawn from, at every point: a law that is added costs the points before it one term each. */
function mixtureOf(points: readonly Point[]) {
  const laws: ((scores: Float64Array) => number)[] = [];
  const logs: number[] = [];
  let counted = 0;
  const joined = (a: number, b: number) => {
    const most = Math.max(a, b);
    return most + ln(exp(a - most) + exp(b - most));
  };
  const grow = () => {
    for (; counted < points.length; counted++)
      logs.push(laws.map((law) => law(points[counted]!.scores)).reduce(joined, Number.NEGATIVE_INFINITY));
  };
  const addLaw = (law: (scores: Float64Array) => number) => {
    for (let i = 0; i < counted; i++) logs[i] = joined(logs[i]!, law(points[i]!.scores));
    laws.push(law);
    grow();
  };
  return {
    addPrior: (draws: number) =>
      addLaw((scores) => {
        const squares = scores.reduce((sum, score) => sum + score * score, 0);
        return ln(draws) - squares / 2 - (scores.length / 2) * ln(2 * Math.PI);
      }),
    add: ({ centre, precision, logNorm, draws }: Kernel) => {
      const size = centre.length;
      const constant =
        lnGamma((DEGREES + size) / 2) - lnGamma(DEGREES / 2) - (size / 2) * ln(DEGREES * Math.PI);
      addLaw((scores) => {
        const away = quadraticForm(
          precision,
          scores.map((score, k) => score - centre[k]!),
        );
        return ln(draws) + constant + logNorm - ((DEGREES + size) / 2) * log1p(away / DEGREES);
      });
    },
    logs: () => logs,
  };
}

/** Weights: prior times likelihood over the mixture of all that was drawn from. */
function weigh(points: readonly Point[], mixture: readonly number[]) {
  const logs = points.map(({ height }, i) => height - mixture[i]!);
  const highest = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY);
  if (highest === Number.NEGATIVE_INFINITY)
    throw new RangeError('no values of the free parameters reach the targets; widen the priors');
  const weights = Float64Array.from(logs, (log) => exp(log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length; i++) weights[i]! /= total;
  return {
    weights,
    effectiveSampleSize: 1 / weights.reduce((sum, weight) => sum + weight * weight, 0),
    largestWeight: weights.reduce((most, weight) => Math.max(most, weight), 0),
  };
}

/** Of the points nearest to a centre, those of large weight counting for more. */
function nearCovariance(
  points: readonly Point[],
  weights: Float64Array,
  centre: number,
  count: number,
): number[][] {
  const at = points[centre]!.scores;
  const overall = weightedCovariance(points, weights, undefined);
  const metric = factorise(overall.map((row, k) => row.map((entry, l) => (k === l ? entry + 1e-4 : entry))));
  const near = points
    .map(({ scores }, i) => ({
      i,
      away: quadraticForm(
        metric,
        scores.map((score, k) => score - at[k]!),
      ),
    }))
    .sort((a, b) => a.away - b.away)
    .slice(0, count);
  const own = near.map(({ i }) => points[i]!);
  // an even share beside the weight, so that a single heavy point is not all there is
  const mixed = Float64Array.from(near, ({ i }) => weights[i]! + 1 / points.length);
  const sum = mixed.reduce((total, weight) => total + weight, 0);
  return weightedCovariance(
    own,
    mixed.map((weight) => weight / sum),
    at,
  );
}

/** @param about a centre; the mean unless given */
export function weightedCovariance(
  points: readonly Pick<Point, 'scores'>[],
  weights: ArrayLike<number>,
  about: Float64Array | undefined,
): number[][] {
  const size = points[0]!.scores.length;
  const centre = about ?? new Float64Array(size);
  if (!about)
    points.forEach(({ scores }, i) => {
      for (let k = 0; k < size; k++) centre[k]! += weights[i]! * scores[k]!;
    });
  const sums = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  points.forEach(({ scores }, i) => {
    for (let k = 0; k < size; k++)
      for (let l = 0; l <= k; l++)
        sums[k]![l]! += weights[i]! * (scores[k]! - centre[k]!) * (scores[l]! - centre[l]!);
  });
  return sums.map((row, k) => row.map((_, l) => (l <= k ? sums[k]![l]! : sums[l]![k]!)));
}
