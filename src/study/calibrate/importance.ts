import { ln } from '../../math/elementary.ts';
import { normalQuantile } from '../../math/normal.ts';
import type { EvenNumbers } from '../../uncertainty/even.ts';
import { drawsOf, kernelOf, logDensity } from './kernel.ts';
import type { Evaluation } from './points.ts';
import {
  joined,
  meanOf,
  nearCovariance,
  type SamplePoint,
  type Weighted,
  weigh,
  weightedCovariance,
} from './weighted.ts';

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

const LOG_2_PI = ln(2 * Math.PI);

/** In the first steps the better proposal is used if there is one; after them, kernels are added. */
const BETTER_STEPS = 4;

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
