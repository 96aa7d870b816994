import { ln } from '../math/elementary.ts';
import { allEntered } from './accrual.ts';
import { expectedAt } from './at-risk.ts';
import { averageHazardRatio } from './average-hazard-ratio.ts';
import { total } from './mesh.ts';
import { powerOfNormal, type Test } from './normal-power.ts';
import { scoreContributions, scoreParts, varianceOf } from './score-variance.ts';
import type { TwoArms } from './two-arms.ts';

export interface ExpectedEstimate {
  /** limit of the estimate, treatment over control: averageHazardRatio(...).cox */
  hazardRatio: number;
  /** standard error of ln(ratio) that Cox's model reports, on average */
  standardError: number;
  /** true standard deviation of ln(estimate); equal to the standard error under proportional hazards */
  deviation: number;
}

/**
 * The large-sample distribution of Cox's estimate of the hazard ratio at calendar time t, under any piecewise
 * constant hazards: ln(estimate) is approximately normal about ln(hazardRatio).
 *
 * @throws RangeError as averageHazardRatio, and if only one arm can have events
 *
 * Source: Struthers & Kalbfleisch (1986), Biometrika 73, 363-369; Lin & Wei (1989), J. Am. Stat. Assoc. 84,
 * 1074-1078.
 */
export function coxEstimate(trial: TwoArms, t: number): ExpectedEstimate {
  const { cox } = averageHazardRatio(trial, t);
  if (!(cox > 0 && cox < Infinity))
    throw new RangeError(`the average hazard ratio at time ${t} is ${cox}, must be above 0 and finite`);
  const expected = expectedAt(trial, t);
  const parts = scoreParts(expected, cox);
  const { chance, events } = parts;
  const information = total(expected.mesh, (i) => chance[i]! * (1 - chance[i]!) * events[i]!);
  const patients = allEntered(trial.accrual);
  const sizes = { control: (1 - trial.share) * patients, treatment: trial.share * patients };
  const ones = chance.map(() => 1);
  const variance = varianceOf(expected, scoreContributions(parts, cox, ones), sizes);
  return {
    hazardRatio: cox,
    standardError: 1 / Math.sqrt(information),
    deviation: Math.sqrt(variance) / information,
  };
}

/**
 * Power of Wald's test that the hazard ratio is below a margin.
 *
 * @param margin 1 for superiority (the default), above 1 for non-inferiority
 * @throws RangeError as coxEstimate, and unless the margin is above 0
 */
export function coxWaldPower(trial: TwoArms, t: number, test: Test, margin = 1): number {
  if (!(margin > 0 && margin < Infinity))
    throw new RangeError(`the margin is ${margin}, must be above 0 and finite`);
  const { hazardRatio, standardError, deviation } = coxEstimate(trial, t);
  return powerOfNormal(test, ln(margin / hazardRatio) / standardError, deviation / standardError);
}
