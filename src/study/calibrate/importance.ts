import { exp, ln, log1p } from '../../math/elementary.ts';
import { gammaQuantile } from '../../math/gamma-quantile.ts';
import { lnGamma } from '../../math/ln-gamma.ts';
import { normalQuantile } from '../../math/normal.ts';
import { factorise, quadraticForm } from '../../math/symmetric.ts';
import type { EvenNumbers } from '../../uncertainty/even.ts';
import type { Evaluation } from './points.ts';

/** A point of the parameters' scores, and what is known of it. */
export interface SamplePoint {
  scores: Float64Array;
  /** undefined where values cannot be together */
  evaluation: Evaluation | undefined;
}

/** A posterior as weighted points. */
export interface Weighted {
  /** sum to 1 */
  weights: Float64Array;
  effectiveSampleSize: number;
  largestWeight: number;
  /** logarithm of the sum of what the weights are of: the constant of the density */
  logTotal: number;
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

/** Logarithm of prior times likelihood, but for a constant: of the right likelihood or of another one. */
export type Height = (point: SamplePoint) => number;

/** A law to draw points from, with the logarithm of its density. */
export interface Proposal {
  draw(count: number, number: number): Float64Array[];
  logDensity(scores: Float64Array): number;
}

export interface GrowOptions {
  heightOf: Height;
  /** effective sample size that ends the work */
  wanted: number;
  /** points of each step */
  points: number;
  /** the most steps */
  steps: number;
  /** a law that is nearer to the posterior than any kernel; undefined: none is known */
  better?: () => Promise<Proposal | undefined>;
  onStep?(effective: number): void;
}

/** A better law is asked for in so many steps, unless it does not help; then kernels take their turns. */
const BETTER_STEPS = 4;

const LOG_2_PI = ln(2 * Math.PI);

/**
 * Points drawn from a growing mixture of laws, all of which count in the weight of each. Points are judged by one likelihood or by
 * another.
 *
 * Incremental mixture importance sampling: points of the prior and about the maxima, then in turn about the point whose weight
 * is largest and about the mean of all, until the weights are even enough. Two maxima and bent ridges get kernels of their own.
 *
 * Source: Raftery & Bao (2010), Biometrics 66, 1162-1173; Cornuet, Marin, Mira & Robert (2012), Scand. J. Stat. 39, 798-812;
 * kernels of t laws as in West (1993), J. R. Statist. Soc. B 55.
 */
export class MixtureSample {
  readonly points: SamplePoint[] = [];
  readonly #dimensions: number;
  readonly #evaluate: (scores: Float64Array[]) => Promise<(Evaluation | undefined)[]>;
  readonly #even: EvenNumbers;
  /** logarithm of each law's density times the points drawn from it */
  readonly #laws: ((scores: Float64Array) => number)[] = [];
  /** of all laws together, at each point */
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

  /** @throws RangeError where no point has any weight */
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

  /** Draws from another law. */
  async addFrom(proposal: Proposal, count: number): Promise<void> {
    const drawn = proposal.draw(count, ++this.#kernels);
    await this.#add(drawn, (scores) => ln(drawn.length) + proposal.logDensity(scores));
  }

  /** Draws more until the weights by a likelihood are even enough. @returns steps taken */
  async grow({ heightOf, wanted, points, steps, better, onStep }: GrowOptions): Promise<number> {
    let found = this.weighted(heightOf);
    onStep?.(found.effectiveSampleSize);
    let step = 0;
    for (; found.effectiveSampleSize < wanted && step < steps; step++) {
      const before = found.effectiveSampleSize;
      const proposal = step < BETTER_STEPS ? await better?.() : undefined;
      if (proposal) await this.addFrom(proposal, countFor(points, wanted - before));
      else await this.#addKernel(found, step, points);
      found = this.weighted(heightOf);
      onStep?.(found.effectiveSampleSize);
    }
    return step;
  }

  /** A heavy point lies where little was drawn from; else the whole is drawn from as it is known by now. */
  async #addKernel(found: Weighted, step: number, points: number) {
    const { weights, largestWeight, effectiveSampleSize } = found;
    const heaviest = weights.indexOf(largestWeight);
    const isLocal = step % 2 === 1 || effectiveSampleSize < 2 * this.#dimensions;
    const { scores, covariance } = isLocal
      ? {
          scores: this.points[heaviest]!.scores,
          covariance: nearCovariance(this.points, weights, heaviest, points),
        }
      : this.momentsOf(found);
    await this.addAbout(scores, covariance, points);
  }

  /** A law that is added costs the points before it one term each. */
  async #add(drawn: Float64Array[], law: (scores: Float64Array) => number): Promise<void> {
    const shown = await this.#evaluate(drawn);
    this.#mixture.forEach((log, i) => {
      this.#mixture[i] = joined(log, law(this.points[i]!.scores));
    });
    this.#laws.push(law);
    drawn.forEach((scores, i) => {
      this.points.push({ scores, evaluation: shown[i] });
      this.#mixture.push(this.#laws.map((one) => one(scores)).reduce(joined, Number.NEGATIVE_INFINITY));
    });
  }
}

/** What is missing, and a little more; at first no more than tells whether the law is good. */
const countFor = (points: number, missing: number) => Math.max(points, Math.ceil(missing * 1.2));

/** Of two logarithms, that of the sum. */
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

/** Degrees of freedom of the kernels: tails that are heavier than those of the posterior. */
const DEGREES = 8;

function kernelOf(centre: Float64Array, covariance: readonly (readonly number[])[], draws: number): Kernel {
  // a direction that nothing is known of is that of the prior
  const safe = covariance.map((row, k) => row.map((entry, l) => (k === l ? entry + 1e-6 : entry)));
  const precision = factorise(safe);
  const root = rootOf(precision);
  const logNorm = -root.reduce((sum, row, i) => sum + ln(row[i]!), 0);
  return { centre, root, precision, logNorm, draws };
}

/** The L of L L'. */
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
    // chi-square of so many degrees is a gamma of half of them, times two
    const stretch = Math.sqrt(DEGREES / (2 * gammaQuantile(DEGREES / 2, scale(i, 0))));
    return movedFrom(centre, root, stretch, (k) => normalQuantile(normal(i, k)));
  });
}

/** Draws of a normal law. */
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

/** Weights: prior times likelihood over the mixture of all that was drawn from. */
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

/** Of the points nearest to a centre, those of large weight counting for more. */
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
