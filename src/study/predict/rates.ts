import { gammaQuantile } from '../../math/gamma-quantile.ts';

/** A constant rate, known by a count over an exposure. */
export interface CountedRate {
  count: number;
  /** patients' time, or calendar time */
  exposure: number;
  /** posterior mean and 95% interval */
  mean: number;
  lower: number;
  upper: number;
  /** the rate at a uniform number on (0, 1) */
  at(u: number): number;
}

/** Half a count: Jeffreys' prior of a Poisson rate, which also has an answer where nothing was counted. */
const PRIOR = 0.5;

/**
 * What a count says of a rate: gamma with shape count + 1/2.
 *
 * Source: Jeffreys' prior; Box & Tiao (1973), Bayesian Inference in Statistical Analysis, section 1.3.
 */
export function countedRate(count: number, exposure: number): CountedRate {
  const at = (u: number) => gammaQuantile(count + PRIOR, u) / exposure;
  return { count, exposure, mean: (count + PRIOR) / exposure, lower: at(0.025), upper: at(0.975), at };
}
