import { type ArmCurve, preparedArmCurves } from './arm-curves.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';

/**
 * The difference in Kaplan-Meier survival at a time, treatment minus control, against a margin: (difference + margin)
 * over its standard error by Greenwood. Strata are ignored.
 *
 * @param test at: events at exactly this time are included; margin: 0 for superiority, above 0 for non-inferiority,
 *   0.1 for 10 percentage points of survival
 * @returns z is NaN if the follow-up of an arm ends before the time with patients event-free, if an arm has nobody,
 *   if survival has reached 0 after censorings, or if the standard error is 0, as without events
 * @throws RangeError unless `at` is above 0 and finite, and the margin from 0 to 1
 *
 * Source: Kaplan & Meier (1958), J. Am. Stat. Assoc. 53; Greenwood (1926); Klein et al. (2007), Statistics in
 * Medicine 26, for the comparison at one time.
 */
export function milestone(
  { at, margin }: { at: number; margin: number },
  { largest }: StatisticOptions,
): PreparedTest {
  if (!(at > 0 && at < Infinity)) throw new RangeError(`the milestone is at ${at}, must be finite and > 0`);
  if (!(margin >= 0 && margin <= 1)) throw new RangeError(`the margin is ${margin}, must be from 0 to 1`);
  const curvesOf = preparedArmCurves(largest);
  let difference = NaN;
  return {
    z(data) {
      const [control, treatment] = curvesOf(data, at);
      difference = survivalOf(treatment) - survivalOf(control);
      const variance = varianceOf(treatment) + varianceOf(control);
      return variance > 0 ? (difference + margin) / Math.sqrt(variance) : NaN;
    },
    estimate: () => difference,
  };
}

function survivalOf({ rows, survival, known }: ArmCurve): number {
  if (!known) return NaN;
  return rows === 0 ? 1 : survival[rows - 1]!;
}

/** Greenwood's variance; if all had the event without censoring it is the binomial variance, 0. */
function varianceOf(curve: ArmCurve): number {
  const survival = survivalOf(curve);
  if (survival === 0) return curve.censored ? NaN : 0;
  let sum = 0;
  for (let r = 0; r < curve.rows; r++) sum += curve.terms[r]!;
  return survival * survival * sum;
}
