import { ln } from '../../math/elementary.ts';
import { factorise, inverse, quadraticForm } from '../../math/symmetric.ts';
import type { Evaluation } from './points.ts';
import { fromScale, isPositive, type LikelihoodTarget, offEnds, roundingOf, toScale } from './targets.ts';

/** The published figures on the scales of their targets. */
export function publishedOn(targets: readonly LikelihoodTarget[]): Float64Array {
  return Float64Array.from(targets, (target) => {
    const { kind, published, raw } = target;
    if (kind === 'median' || kind === 'hazard-ratio') return toScale(target, published);
    return toScale(target, offEnds(published, raw.of ?? 1e4));
  });
}

/** Covariance of the figures of one cohort, standardised so that it changes little with the parameters. */
export interface ErrorModel {
  /**
   * covariance, with each share p multiplied by the root of p (1 - p), all targets, row by row; NaN for figures that cohorts do
   * not show
   */
  standard: Float64Array;
}

/**
 * Factor of the standard deviation on the scale of the target: 1 / sqrt(p (1 - p)) for the logit of a share, 1 for a time or
 * ratio.
 */
function spreadAt({ kind }: LikelihoodTarget, scaled: number): number {
  if (isPositive(kind)) return 1;
  const share = fromScale({ kind }, scaled);
  return 1 / Math.sqrt(share * (1 - share));
}

/** The mean of the standardised covariances of several points. @param evaluations with covariances */
export function pooledErrors(
  targets: readonly LikelihoodTarget[],
  evaluations: readonly Evaluation[],
): ErrorModel {
  const all = targets.length;
  const standard = new Float64Array(all * all);
  for (const { means, covariance } of evaluations) {
    const spreads = targets.map((target, k) => spreadAt(target, means[k]!));
    for (let k = 0; k < all; k++)
      for (let l = 0; l < all; l++)
        standard[k * all + l]! +=
          covariance![k * all + l]! / (spreads[k]! * spreads[l]! * evaluations.length);
  }
  return { standard };
}

/** The likelihood of the published figures. */
export interface Likelihood {
  published: Float64Array;
  /** standard errors of the published figures at predicted means */
  errorsAt(evaluation: Pick<Evaluation, 'means'>): Float64Array;
  /** covariance of the fitted targets that belong to cohorts */
  covarianceAt(evaluation: Pick<Evaluation, 'means'>): Float64Array[];
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
 * The synthetic likelihood: a multivariate normal density of the published figures, with the mean and covariance of the simulated
 * cohorts. The covariance also contains the rounding of the printed figures, a small error of each figure by itself and the model
 * discrepancy. Targets without a cohort are independent; those that are counts have a binomial likelihood.
 *
 * The standardised covariance is pooled over many points. A covariance from the cohorts of one point would make the log likelihood
 * noisy, with an error of half of the distance times the root of 2 over the number of cohorts.
 *
 * Source: Wood (2010), Nature 466, 1102-1104; Price, Drovandi, Lee & Nott (2018), J. Comput. Graph. Stat. 27, 1-11.
 */
export function likelihoodOf(targets: readonly LikelihoodTarget[], { standard }: ErrorModel): Likelihood {
  const published = publishedOn(targets);
  const all = targets.length;
  const fitted = targets.flatMap(({ isFitted }, k) => (isFitted ? [k] : []));
  const alone = fitted.filter((k) => targets[k]!.cohort === undefined);
  const joined = fitted.filter((k) => targets[k]!.cohort !== undefined);
  const added = targets.map((target) => roundingOf(target) + target.discrepancy ** 2);
  const errorAt = (k: number, mean: number): number => {
    const target = targets[k]!;
    const own = standard[k * all + k]! * spreadAt(target, mean) ** 2;
    const total = target.cohort === undefined ? target.error ** 2 + own : own * (1 + OWN_ERROR);
    return Math.sqrt(total + added[k]!);
  };
  const covarianceAt = ({ means }: Pick<Evaluation, 'means'>) => {
    const spreads = joined.map((k) => spreadAt(targets[k]!, means[k]!));
    return joined.map((k, i) => {
      const row = new Float64Array(joined.length);
      joined.forEach((l, j) => {
        const shared = standard[k * all + l]! * spreads[i]! * spreads[j]!;
        const total = k === l ? shared * (1 + OWN_ERROR) + added[k]! : shared;
        row[j] = total / Math.sqrt(targets[k]!.weight * targets[l]!.weight);
      });
      return row;
    });
  };
  const nowhere: Judged = {
    ...{ log: Number.NEGATIVE_INFINITY, independent: Number.NEGATIVE_INFINITY },
    without: () => new Float64Array(fitted.length).fill(Number.NEGATIVE_INFINITY),
  };
  return {
    published,
    errorsAt: ({ means }) => Float64Array.from(targets, (_, k) => errorAt(k, means[k]!)),
    covarianceAt,
    at(evaluation) {
      const { means, open } = evaluation;
      if (open) return nowhere;
      const logs = alone.map((k) => logOfOne(targets[k]!, published[k]!, means[k]!, errorAt(k, means[k]!)));
      const apart = logs.reduce((sum, log) => sum + log, 0);
      const matrix = covarianceAt(evaluation);
      const away = Float64Array.from(joined, (k) => published[k]! - means[k]!);
      const factor = factorise(matrix);
      const size = joined.length;
      const distance = quadraticForm(factor, away);
      let determinant = 0;
      let independent = apart;
      for (let i = 0; i < size; i++) {
        const pivot = factor.entries[i * size + i]!;
        if (pivot > 0) determinant += ln(pivot);
        independent -= 0.5 * (away[i]! ** 2 / matrix[i]![i]! + ln(matrix[i]![i]!));
      }
      const log = apart - 0.5 * (distance + determinant);
      if (Number.isNaN(log)) return nowhere;
      return {
        log,
        independent,
        without() {
          const precision = inverse(factor);
          return Float64Array.from(fitted, (k) => {
            const single = alone.indexOf(k);
            if (single >= 0) return log - logs[single]!;
            const i = joined.indexOf(k);
            const row = precision[i]!;
            // leaving out k, with P the inverse: the distance falls by (P r)_k^2 / P_kk, the determinant is multiplied by P_kk
            if (!(row[i]! > 0)) return log;
            let dot = 0;
            for (let l = 0; l < size; l++) dot += row[l]! * away[l]!;
            return log + 0.5 * (dot ** 2 / row[i]! - ln(row[i]!));
          });
        },
      };
    },
  };
}

/** Log likelihood of a target without a cohort: binomial if it has counts, else normal on its scale. */
function logOfOne(target: LikelihoodTarget, published: number, mean: number, error: number): number {
  const { counts, weight, discrepancy } = target;
  if (counts && discrepancy === 0) {
    const share = fromScale(target, mean);
    return weight * (counts.events * ln(share) + (counts.of - counts.events) * ln(1 - share));
  }
  return weight * (-0.5 * ((published - mean) / error) ** 2 - ln(error));
}
