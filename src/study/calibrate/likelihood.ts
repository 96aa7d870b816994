import { titleOfTarget } from '../../estimates/targets.ts';
import { ln } from '../../math/elementary.ts';
import { factorise, quadraticForm } from '../../math/symmetric.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { Predictor } from './predict.ts';
import { fromScale, type LikelihoodTarget, offEnds, toScale } from './targets.ts';

/** How the published figures err, at one set of values. */
export interface ErrorModel {
  /** where it was found: of all targets, on their scales */
  means: Float64Array;
  /** standard errors of all targets on their scales; NaN of one that the cohorts do not show */
  errors: Float64Array;
  /** of the fitted targets, in their order */
  correlation: number[][];
}

/** Cohorts that tell the covariance: its entries are known to about 4%. */
export const COHORTS = 1000;
/** So many cohorts may leave a figure open, as where follow-up is too short, before it can be no target. */
const MOST_OPEN = 0.2;

/**
 * The covariance of what the sources print, by simulated cohorts of their size and follow-up: figures of one cohort share its
 * patients, so that they go up and down together. Rounding of the printed figures is added, and the error of as many simulated
 * patients as a predicted figure has.
 *
 * Source: Wood (2010), Nature 466, 1102-1104; Price, Drovandi, Lee & Nott (2018), J. Comput. Graph. Stat. 27, 1-11.
 *
 * @throws RangeError for a fitted figure that the cohorts seldom show
 */
export function errorModelAt(
  predictor: Predictor,
  scores: ArrayLike<number>,
  scenario: Scenario,
  all: readonly LikelihoodTarget[],
  patients: number,
): ErrorModel {
  const means = predictor.meansAt(scores, true);
  if (!means) throw new RangeError('the parameters cannot be together where the covariance is asked for');
  const covariance = all.map(({ error }, k) => all.map((_, l) => (k === l ? error ** 2 : 0)));
  for (const name of new Set(all.map(({ cohort }) => cohort))) {
    if (name === undefined) continue;
    const places = all.flatMap(({ cohort }, k) => (cohort === name ? [k] : []));
    const own = places.map((k) => all[k]!);
    const size = scenario.calibrate!.cohorts[name]!.patients;
    const shown = predictor.cohortsAt(scores, own, size, COHORTS);
    own.forEach((target, i) => {
      const open = shown.filter((figures) => Number.isNaN(figures[i]!)).length;
      if (target.isFitted && open > MOST_OPEN * COHORTS)
        throw new RangeError(
          `of ${COHORTS} simulated cohorts of ${size} patients ${open} do not show ${titleOfTarget(target.raw)}: follow-up ends before, or nobody is in its subgroup`,
        );
    });
    const pair = (i: number, j: number) =>
      covarianceOf(
        shown.filter((figures) => !Number.isNaN(figures[i]!) && !Number.isNaN(figures[j]!)),
        i,
        j,
      );
    places.forEach((k, i) => {
      for (let j = 0; j <= i; j++)
        covariance[k]![places[j]!] = covariance[places[j]!]![k] = pair(i, j) * (1 + size / patients);
    });
  }
  all.forEach((target, k) => {
    covariance[k]![k]! += roundingOf(target);
  });
  const errors = Float64Array.from(covariance, (row, k) => Math.sqrt(row[k]!));
  const fitted = all.flatMap(({ isFitted }, k) => (isFitted ? [k] : []));
  const correlation = fitted.map((k) => fitted.map((l) => covariance[k]![l]! / (errors[k]! * errors[l]!)));
  return { means, errors, correlation };
}

/** The published vector, judged at predicted means. */
export interface Likelihood {
  /** of all targets, on their scales */
  published: Float64Array;
  /** @param means of all targets @returns the logarithm, but for a constant; -Infinity where a figure is not reached */
  at(means: ArrayLike<number> | undefined, independent?: boolean): number;
  /** standard errors of all targets at predicted means, on the scales */
  errorsAt(means: ArrayLike<number>): Float64Array;
  /** of the fitted targets, published less predicted over the standard error */
  standardAt(means: ArrayLike<number>): Float64Array;
  correlation: readonly (readonly number[])[];
}

/**
 * Gaussian on the scales. Correlations are those of the error model; variances of shares change with the share, as
 * 1 / (p (1 - p)) on the logit scale.
 */
export function likelihoodOf(
  all: readonly LikelihoodTarget[],
  { means: there, errors, correlation }: ErrorModel,
): Likelihood {
  const places = all.flatMap(({ isFitted }, k) => (isFitted ? [k] : []));
  const published = Float64Array.from(all, (target) =>
    toScale(target, target.kind === 'median' ? target.published : offEnds(target.published, 1e4)),
  );
  const factor = factorise(correlation);
  const spread = (target: LikelihoodTarget, scaled: number) => {
    if (target.kind === 'median') return 1;
    const share = fromScale(target, scaled);
    return 1 / Math.sqrt(share * (1 - share));
  };
  const errorAt = (k: number, means: ArrayLike<number>) =>
    (errors[k]! * spread(all[k]!, means[k]!)) / spread(all[k]!, there[k]!);
  const standardAt = (means: ArrayLike<number>) =>
    Float64Array.from(places, (k) => (published[k]! - means[k]!) / errorAt(k, means));
  return {
    published,
    errorsAt: (means) => Float64Array.from(all, (_, k) => errorAt(k, means)),
    standardAt,
    correlation,
    at(means, independent = false) {
      if (!means) return Number.NEGATIVE_INFINITY;
      const standard = standardAt(means);
      const logs = places.reduce((sum, k) => sum + ln(errorAt(k, means)), 0);
      const distance = independent
        ? standard.reduce((sum, value) => sum + value * value, 0)
        : quadraticForm(factor, standard);
      const found = -0.5 * distance - logs;
      return Number.isNaN(found) ? Number.NEGATIVE_INFINITY : found;
    },
  };
}

function covarianceOf(shown: readonly Float64Array[], i: number, j: number): number {
  const meanOf = (k: number) => shown.reduce((sum, figures) => sum + figures[k]!, 0) / shown.length;
  const [meanI, meanJ] = [meanOf(i), meanOf(j)];
  return (
    shown.reduce((sum, figures) => sum + (figures[i]! - meanI) * (figures[j]! - meanJ), 0) /
    (shown.length - 1)
  );
}

/** Variance of the rounding of a printed figure, on its scale. */
function roundingOf(target: LikelihoodTarget): number {
  const { raw, kind, published } = target;
  if (raw.events !== undefined) return 0;
  // 0.6 is 60%: a share has two decimals at least
  const decimals = Math.max(kind === 'median' ? 0 : 2, String(published).split('.')[1]?.length ?? 0);
  const variance = 10 ** (-2 * decimals) / 12;
  const slope = kind === 'median' ? 1 / published : 1 / (published * (1 - published) || 1);
  return variance * slope ** 2;
}
