import { exp, ln } from '../../math/elementary.ts';
import { normalSurvival } from '../../math/normal.ts';
import type { SurvivalCurve } from '../curve.ts';
import { codeLabels, type GroupedIndividuals } from '../grouped.ts';
import { normalDeviate } from '../interval.ts';
import { kaplanMeier } from '../kaplan-meier.ts';
import { lifeTable } from '../life-table.ts';
import { type RmstOptions, rmst } from '../rmst.ts';

export interface MeanWithInterval {
  value: number;
  standardError: number;
  lower: number;
  upper: number;
}

export interface Contrast {
  value: number;
  lower: number;
  upper: number;
  /** two-sided */
  p: number;
}

export interface RmstComparison {
  tau: number;
  /** restricted mean survival time up to tau of the reference and of the compared group */
  means: [MeanWithInterval, MeanWithInterval];
  /** compared minus reference: above 0 if the compared group has the longer mean */
  difference: Contrast & { standardError: number; z: number };
  /** compared over reference; its interval is symmetric on the log scale */
  ratio: Contrast;
  /** ratio of the restricted mean time lost (tau minus the mean): below 1 if the compared group loses less */
  lostRatio: Contrast;
}

export interface RmstCompareOptions extends RmstOptions {
  /** two-sided confidence level; default 0.95 */
  level?: number;
}

/**
 * Difference and ratios of the restricted mean survival times of two independent groups.
 *
 * @param reference Kaplan-Meier curve of the reference group
 * @param tau > 0, in the curves' unit, at most the follow-up of both groups unless a curve has reached 0
 * @returns NaN throughout if either mean cannot be estimated
 * @throws RangeError if tau is not finite and positive, or level is not in (0, 1)
 *
 * @example
 * ```ts
 * import { compareRmst, kaplanMeier, lifeTable } from 'sojourn';
 *
 * const reference = kaplanMeier(lifeTable({ times: [5, 8, 12], statuses: [1, 0, 1] }));
 * const compared = kaplanMeier(lifeTable({ times: [3, 4, 9], statuses: [1, 1, 1] }));
 * console.log(compareRmst(reference, compared, 9).ratio);
 * // {
 * //   value: 0.695652...,
 * //   lower: 0.373266...,
 * //   upper: 1.296477...,
 * //   p: 0.253238...
 * // }
 * ```
 *
 * Source: Uno et al. (2014), J. Clin. Oncol. 32; the formulas published with the R package survRM2, written out in
 * test/known/comparisons.R.
 */
export function compareRmst(
  reference: SurvivalCurve,
  compared: SurvivalCurve,
  tau: number,
  { level = 0.95, rows }: RmstCompareOptions = {},
): RmstComparison {
  const deviate = normalDeviate(level);
  const [a, b] = [rmst(reference, tau, { rows }), rmst(compared, tau, { rows })];
  const around = (mean: typeof a): MeanWithInterval => ({
    ...mean,
    lower: mean.value - deviate * mean.standardError,
    upper: mean.value + deviate * mean.standardError,
  });
  const value = b.value - a.value;
  const standardError = Math.sqrt(a.standardError ** 2 + b.standardError ** 2);
  const z = value / standardError;
  return {
    tau,
    means: [around(a), around(b)],
    difference: {
      value,
      standardError,
      lower: value - deviate * standardError,
      upper: value + deviate * standardError,
      z,
      p: 2 * normalSurvival(Math.abs(z)),
    },
    ratio: ratioOf(a.value, b.value, a.standardError, b.standardError, deviate),
    lostRatio: ratioOf(tau - a.value, tau - b.value, a.standardError, b.standardError, deviate),
  };
}

/** b / a by the delta method on the logarithm. */
function ratioOf(a: number, b: number, errorA: number, errorB: number, deviate: number): Contrast {
  const log = ln(b) - ln(a);
  const error = Math.sqrt((errorA / a) ** 2 + (errorB / b) ** 2);
  return {
    value: b / a,
    lower: exp(log - deviate * error),
    upper: exp(log + deviate * error),
    p: 2 * normalSurvival(Math.abs(log / error)),
  };
}

/**
 * Difference and ratios of the restricted mean survival times of individual patients in two groups.
 *
 * @param options tau; default the latest time to which both groups were followed
 * @returns the second group, in increasing order, compared with the first
 * @throws RangeError naming the patient who cannot be used, or if there are not exactly two groups
 *
 * @example
 * ```ts
 * import { rmstTest } from 'sojourn';
 *
 * const data = { times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1], groups: [1, 1, 1, 2, 2, 2] };
 * const { difference } = rmstTest(data, { tau: 9 });
 * console.log(difference);
 * // {
 * //   value: -2.333333...,
 * //   standardError: 1.865872...,
 * //   lower: -5.990376...,
 * //   upper: 1.323710...,
 * //   z: -1.250531...,
 * //   p: 0.211105...
 * // }
 * ```
 */
export function rmstTest(
  { times, statuses, groups: labels }: GroupedIndividuals,
  { tau, ...options }: RmstCompareOptions & { tau?: number } = {},
): RmstComparison & { groups: (string | number)[] } {
  if (labels.length !== times.length)
    throw new RangeError(`${labels.length} groups for ${times.length} times, must be as many`);
  const { levels, codes } = codeLabels(labels);
  if (levels.length !== 2) throw new RangeError(`there are ${levels.length} groups, must be 2`);
  const [reference, compared] = [0, 1].map((code) => {
    const people = (column: ArrayLike<number>) =>
      Float64Array.from(column).filter((_, i) => codes[i] === code);
    return kaplanMeier(lifeTable({ times: people(times), statuses: people(statuses) }));
  });
  const latest = tau ?? Math.min(reference!.followUp, compared!.followUp);
  return { groups: levels, ...compareRmst(reference!, compared!, latest, options) };
}
