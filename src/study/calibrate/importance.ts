import { exp, ln, log1p } from '../../math/elementary.ts';
import { gammaQuantile } from '../../math/gamma-quantile.ts';
import { lnGamma } from '../../math/ln-gamma.ts';
import { normalQuantile } from '../../math/normal.ts';
import { factorise, quadraticForm } from '../../math/symmetric.ts';
import type { EvenNumbers } from '../../uncertainty/even.ts';
import type { Evaluation } from './points.ts';

/** A point in the space of the scores, with its evaluation. */
export interface SamplePoint {
  scores: Float64Array;
  /** undefined if its values are impossible together */
  evaluation: Evaluation | undefined;
}

/** A posterior as weighted points. */
export interface Weighted {
  /** sum to 1 */
  weights: Float64Array;
  effectiveSampleSize: number;
  largestWeight: number;
  /** logarithm of the sum of the weights before normalisation: the log of the normalising constant */
  logTotal: number;
}

/** A proposal: a multivariate t law about a centre. */
interface Kernel {
  centre: Float64Array;
  /** L, the Cholesky factor of the covariance L L' */
  root: number[][];
  precision: ReturnType<typeof factorise>;
  logNorm: number;
  draws: number;
}

/** Logarithm of prior times likelihood, up to a constant, by the likelihood in use. */
export type Height = (point: SamplePoint) => number;

/** A proposal distribution with the logarithm of its density. */
export interface Proposal {
  draw(count: number, number: number): Float64Array[];
  logDensity(scores: Float64Array): number;
}

export interface GrowOptions {
  heightOf: Height;
  /** effective sample size that ends the work */
  wanted: number;
  /** points drawn in each step */
  points: number;
  /** maximum number of steps */
  steps: number;
  /** gives a proposal closer to the posterior than a kernel; undefined if there is none yet */
  better?: () => Promise<Proposal | undefined>;
  onStep?(effective: number): void;
}

/** In the first steps the better proposal is used if there is one; after them, kernels are added. */
const BETTER_STEPS = 4;

const LOG_2_PI = ln(2 * Math.PI);

/**
 * Points drawn from a growing mixture of proposals. Each point is weighted by the density of the whole mixture. The weights may be
 * computed for one likelihood or for another.
 *
 * Incremental mixture importance sampling: points are drawn from the prior and around the maxima, then in turn around the point
 * with the largest weight and around the weighted mean, until the effective sample size is reached. Several maxima and curved
 * ridges get their own kernels.
 *
 * Source: Raftery & Bao (2010), Biometrics 66, 1162-1173; Cornuet, Marin, Mira & Robert (2012), Scand. J. Stat. 39, 798-812;
 * kernels of t laws as in West (1993), J. R. Statist. Soc. B 55.
 */
export class MixtureSample {
  readonly points: SamplePoint[] = [];
  readonly #dimensions: number;
  readonly #evaluate: (scores: Float64Array[]) => Promise<(Evaluation | undefined)[]>;
  readonly #even: EvenNumbers;
  /** for each proposal: the logarithm of its density times the number of points drawn from it */
  readonly #laws: ((scores: Float64Array) => number)[] = [];
  /** at each point: the logarithm of the sum over all proposals */
  readonly #mixture: number[] = [];
  #kernels = 0;

  constructor(
    dimensions: number,
    evaluate: (scores: Float64Array[]) => Promise<(Evaluation | undefined)[]>,
    even: EvenNumbers,
  ) {
    this.#dimensions = dimensions;
    this.#evaluate = evaluate;
    this.#even = even;
  }

  /** Draws from the prior. */
  async addPrior(count: number): Promise<void> {
    const normal = this.#even('calibration scores');
    const size = this.#dimensions;
    const drawn = Array.from({ length: count }, (_, i) =>
      Float64Array.from({ length: size }, (_, k) => normalQuantile(normal(i, k))),
    );
    await this.#add(drawn, (scores) => {
      const squares = scores.reduce((sum, score) => sum + score * score, 0);
      return ln(count) - (squares + size * LOG_2_PI) / 2;
    });
  }

  /** Draws from a t law. */
  async addAbout(
    centre: Float64Array,
    covariance: readonly (readonly number[])[],
    count: number,
  ): Promise<void> {
    const kernel = kernelOf(centre, covariance, count);
    const drawn = drawsOf(kernel, ++this.#kernels, this.#even);
    await this.#add(drawn, (scores) => logDensity(kernel, scores));
  }

  /** @throws RangeError if no point has a positive weight */
  weighted(heightOf: Height): Weighted {
    return weigh(this.points.map(heightOf), this.#mixture);
  }

  /** Mean and covariance of the weighted points. */
  momentsOf({ weights }: Weighted): { scores: Float64Array; covariance: number[][] } {
    return {
      scores: meanOf(this.points, weights),
      covariance: weightedCovariance(this.points, weights, undefined),
    };
  }

  /** Draws from another proposal. */
  async addFrom(proposal: Proposal, count: number): Promise<void> {
    const drawn = proposal.draw(count, ++this.#kernels);
    await this.#add(drawn, (scores) => ln(drawn.length) + proposal.logDensity(scores));
  }

  /** Adds points until the effective sample size is reached for a likelihood. @returns the number of steps */
  async grow({ heightOf, wanted, points, steps, better, onStep }: GrowOptions): Promise<number> {
    let weighted = this.weighted(heightOf);
    onStep?.(weighted.effectiveSampleSize);
    let step = 0;
    for (; weighted.effectiveSampleSize < wanted && step < steps; step++) {
      const before = weighted.effectiveSampleSize;
      const proposal = step < BETTER_STEPS ? await better?.() : undefined;
      if (proposal) await this.addFrom(proposal, countFor(points, wanted - before));
      else await this.#addKernel(weighted, step, points);
      weighted = this.weighted(heightOf);
      onStep?.(weighted.effectiveSampleSize);
    }
    return step;
  }

  /**
   * A kernel around the point with the largest weight, where the mixture is too thin, or around the present mean of the posterior.
   */
  async #addKernel(weighted: Weighted, step: number, points: number) {
    const { weights, largestWeight, effectiveSampleSize } = weighted;
    const heaviest = weights.indexOf(largestWeight);
    const isLocal = step % 2 === 1 || effectiveSampleSize < 2 * this.#dimensions;
    const { scores, covariance } = isLocal
      ? {
          scores: this.points[heaviest]!.scores,
          covariance: nearCovariance(this.points, weights, heaviest, points),
        }
      : this.momentsOf(weighted);
    await this.addAbout(scores, covariance, points);
  }

  /** A new proposal adds one term to the mixture density of each earlier point. */
  async #add(drawn: Float64Array[], law: (scores: Float64Array) => number): Promise<void> {
    const shown = await this.#evaluate(drawn);
    this.#mixture.forEach((log, i) => {
      this.#mixture[i] = joined(log, law(this.points[i]!.scores));
    });
    this.#laws.push(law);
    drawn.forEach((scores, i) => {
      this.points.push({ scores, evaluation: shown[i] });
      this.#mixture.push(this.#laws.map((law) => law(scores)).reduce(joined, Number.NEGATIVE_INFINITY));
    });
  }
}

/** The missing effective sample size and a fifth more, but at least the points of one step. */
const countFor = (points: number, missing: number) => Math.max(points, Math.ceil(missing * 1.2));

/** The logarithm of the sum of two numbers that are given as logarithms. */
function joined(a: number, b: number): number {
  const most = Math.max(a, b);
  if (most === Number.NEGATIVE_INFINITY) return most;
  return most + ln(exp(a - most) + exp(b - most));
}

function logDensity({ centre, precision, logNorm, draws }: Kernel, scores: Float64Array): number {
  const size = centre.length;
  const constant = lnGamma((DEGREES + size) / 2) - lnGamma(DEGREES / 2) - (size / 2) * ln(DEGREES * Math.PI);
  const away = quadraticForm(
    precision,
    scores.map((score, k) => score - centre[k]!),
  );
  return ln(draws) + constant + logNorm - ((DEGREES + size) / 2) * log1p(away / DEGREES);
}

/** Degrees of freedom of the t kernels: few, so that their tails are heavier than those of the posterior. */
const DEGREES = 8;

function kernelOf(centre: Float64Array, covariance: readonly (readonly number[])[], draws: number): Kernel {
  // a direction that nothing is known of is that of the prior
  const safe = covariance.map((row, k) => row.map((entry, l) => (k === l ? entry + 1e-6 : entry)));
  const precision = factorise(safe);
  const root = rootOf(precision);
  const logNorm = -root.reduce((sum, row, i) => sum + ln(row[i]!), 0);
  return { centre, root, precision, logNorm, draws };
}

/** L, with L L' the factorised matrix. */
function rootOf({ entries, size }: ReturnType<typeof factorise>): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      const pivot = Math.sqrt(entries[j * size + j]!);
      return i === j ? pivot : i > j ? entries[i * size + j]! * pivot : 0;
    }),
  );
}

function drawsOf({ centre, root, draws }: Kernel, number: number, even: EvenNumbers): Float64Array[] {
  const normal = even(`calibration kernel ${number}`);
  const scale = even(`calibration scale ${number}`);
  return Array.from({ length: draws }, (_, i) => {
    // a chi-square variable is two times a gamma variable with half its degrees of freedom as shape
    const stretch = Math.sqrt(DEGREES / (2 * gammaQuantile(DEGREES / 2, scale(i, 0))));
    return movedFrom(centre, root, stretch, (k) => normalQuantile(normal(i, k)));
  });
}

/** Draws from a multivariate normal law. */
export function normalDraws(
  centre: Float64Array,
  covariance: readonly (readonly number[])[],
  draws: number,
  even: ReturnType<EvenNumbers>,
): Float64Array[] {
  const root = rootOf(factorise(covariance));
  return Array.from({ length: draws }, (_, i) =>
    movedFrom(centre, root, 1, (k) => normalQuantile(even(i, k))),
  );
}

function movedFrom(
  centre: Float64Array,
  root: readonly (readonly number[])[],
  stretch: number,
  normal: (k: number) => number,
): Float64Array {
  const z = Float64Array.from(centre, (_, k) => normal(k));
  return centre.map((at, k) => {
    let sum = at;
    for (let l = 0; l <= k; l++) sum += stretch * root[k]![l]! * z[l]!;
    return sum;
  });
}

/** Importance weights: prior times likelihood over the density of the mixture of all proposals. */
function weigh(heights: readonly number[], mixture: readonly number[]): Weighted {
  const logs = heights.map((height, i) => height - mixture[i]!);
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
    logTotal: highest + ln(total),
  };
}

function meanOf(points: readonly Pick<SamplePoint, 'scores'>[], weights: ArrayLike<number>): Float64Array {
  const mean = new Float64Array(points[0]!.scores.length);
  points.forEach(({ scores }, i) => {
    for (let k = 0; k < mean.length; k++) mean[k]! += weights[i]! * scores[k]!;
  });
  return mean;
}

/** Weighted covariance of the points nearest to a centre. */
function nearCovariance(
  points: readonly SamplePoint[],
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
  // an equal share is added to each weight, so that one dominant point does not collapse the covariance
  const mixed = Float64Array.from(near, ({ i }) => weights[i]! + 1 / points.length);
  const sum = mixed.reduce((total, weight) => total + weight, 0);
  return weightedCovariance(
    own,
    mixed.map((weight) => weight / sum),
    at,
  );
}

/** @param about centre; by default the weighted mean */
export function weightedCovariance(
  points: readonly Pick<SamplePoint, 'scores'>[],
  weights: ArrayLike<number>,
  about: Float64Array | undefined,
): number[][] {
  const size = points[0]!.scores.length;
  const centre = about ?? meanOf(points, weights);
  const sums = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  points.forEach(({ scores }, i) => {
    for (let k = 0; k < size; k++)
      for (let l = 0; l <= k; l++)
        sums[k]![l]! += weights[i]! * (scores[k]! - centre[k]!) * (scores[l]! - centre[l]!);
  });
  return sums.map((row, k) => row.map((_, l) => (l <= k ? sums[k]![l]! : sums[l]![k]!)));
}
