import { ln } from '../../math/elementary.ts';
import { factorise, inverse, quadraticForm } from '../../math/symmetric.ts';
import type { Evaluation } from './points.ts';
import { fromScale, type LikelihoodTarget, roundingOf, toScale } from './targets.ts';

/** The mean of the covariances of figures of a cohort at several points. @param evaluations with covariances */
export function pooledCovariance(evaluations: readonly Evaluation[]): Float64Array {
  const pooled = new Float64Array(evaluations[0]!.covariance!.length);
  for (const { covariance } of evaluations)
    for (let i = 0; i < pooled.length; i++) pooled[i]! += covariance![i]! / evaluations.length;
  return pooled;
}

/** The likelihood of the published figures. */
export interface Likelihood {
  published: Float64Array;
  /** standard errors of the published figures */
  errors: Float64Array;
  /** covariance of the errors of the fitted targets that belong to cohorts */
  covariance: Float64Array[];
  /** log likelihoods of the published figures, where cohorts have these */
  at(evaluation: Pick<Evaluation, 'means' | 'open'>): Judged;
}

/**
 * Variance of the error that each figure has by itself, as a share of its sampling variance: the Monte Carlo error of the mean of
 * 100 cohorts, the fewest allowed. Figures of one cohort are bound together so tightly that some combinations scatter little (a
 * survival figure of all patients and those of their subgroups). Without an error of their own the posterior would hang on the
 * smallest eigenvalues of the covariance, which are hardly known, and on conventions of the source that the model does not share.
 */
const OWN_ERROR = 0.01;

/** Log likelihoods, up to constants; -Infinity if cohorts do not show a figure. */
export interface Judged {
  log: number;
  /** with all targets independent */
  independent: number;
  /** with each fitted target left out in turn, in their order; computed on demand */
  without(): Float64Array;
}

/**
 * The synthetic likelihood: a multivariate normal density of the published figures, with the mean of the simulated cohorts at a
 * point, and the covariance of cohorts pooled over many points. The covariance also contains the rounding of the printed figures, a
 * small error of each figure by itself and the model discrepancy. Targets without a cohort are independent; those that are counts
 * have a binomial likelihood.
 *
 * A covariance from the cohorts of one point would make the log likelihood noisy, with an error of half of the distance times the
 * root of 2 over the number of cohorts.
 *
 * Source: Wood (2010), Nature 466, 1102-1104; Price, Drovandi, Lee & Nott (2018), J. Comput. Graph. Stat. 27, 1-11.
 *
 * @param pooled covariance of the figures of one cohort, all targets, row by row; NaN for figures that cohorts do not show
 */
export function likelihoodOf(targets: readonly LikelihoodTarget[], pooled: Float64Array): Likelihood {
  const published = Float64Array.from(targets, (target) => toScale(target, target.published));
  const all = targets.length;
  const fitted = targets.flatMap(({ isFitted }, k) => (isFitted ? [k] : []));
  const alone = fitted.filter((k) => targets[k]!.cohort === undefined);
  const joined = fitted.filter((k) => targets[k]!.cohort !== undefined);
  const size = joined.length;
  const varianceOf = (k: number): number => {
    const target = targets[k]!;
    const sampled = pooled[k * all + k]!;
    const total = target.cohort === undefined ? target.error ** 2 + sampled : sampled * (1 + OWN_ERROR);
    return total + roundingOf(target) + target.discrepancy ** 2;
  };
  const errors = Float64Array.from(targets, (_, k) => Math.sqrt(varianceOf(k)));
  const covariance = joined.map((k) =>
    Float64Array.from(joined, (l) => {
      const total = k === l ? varianceOf(k) : pooled[k * all + l]!;
      return total / Math.sqrt(targets[k]!.weight * targets[l]!.weight);
    }),
  );
  const factor = factorise(covariance);
  const precision = inverse(factor);
  const nowhere: Judged = {
    ...{ log: Number.NEGATIVE_INFINITY, independent: Number.NEGATIVE_INFINITY },
    without: () => new Float64Array(fitted.length).fill(Number.NEGATIVE_INFINITY),
  };
  return {
    published,
    errors,
    covariance,
    at({ means, open }) {
      if (open) return nowhere;
      const logs = alone.map((k) => logOfOne(targets[k]!, published[k]!, means[k]!, errors[k]!));
      const apart = logs.reduce((sum, log) => sum + log, 0);
      const away = Float64Array.from(joined, (k) => published[k]! - means[k]!);
      const log = apart - 0.5 * quadraticForm(factor, away);
      if (Number.isNaN(log)) return nowhere;
      let independent = apart;
      for (let i = 0; i < size; i++) independent -= 0.5 * (away[i]! ** 2 / covariance[i]![i]!);
      return {
        log,
        independent,
        without: () =>
          Float64Array.from(fitted, (k) => {
            const single = alone.indexOf(k);
            if (single >= 0) return log - logs[single]!;
            const row = precision[joined.indexOf(k)]!;
            const variance = row[joined.indexOf(k)]!;
            if (!(variance > 0)) return log;
            // leaving out k, with P the inverse: the distance falls by (P r)_k^2 / P_kk
            let dot = 0;
            for (let l = 0; l < size; l++) dot += row[l]! * away[l]!;
            return log + 0.5 * (dot ** 2 / variance);
          }),
      };
    },
  };
}

/** Shares of patients are kept off 0 and 1 by this much, where their logarithm is infinite. */
const END = 1e-6;

/** Log likelihood of a target without a cohort: binomial if it has counts, else normal on its scale. */
function logOfOne(target: LikelihoodTarget, published: number, mean: number, error: number): number {
  const { counts, weight, discrepancy } = target;
  if (counts && discrepancy === 0) {
    const share = Math.min(1 - END, Math.max(END, fromScale(target, mean)));
    return weight * (counts.events * ln(share) + (counts.of - counts.events) * ln(1 - share));
  }
  return weight * (-0.5 * ((published - mean) / error) ** 2 - ln(error));
}
