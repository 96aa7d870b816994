import { exp } from '../math/elementary.ts';
import { integrate } from '../math/integrate.ts';
import { sum } from '../math/sum.ts';
import { allEntered, enteredBy } from './accrual.ts';
import { exponentialMoments } from './exponential-moments.ts';
import { fixedDrift, powerOfNormal, type Test } from './normal-power.ts';
import {
  constantHazard,
  cumulativeHazard,
  hazardAt,
  type PiecewiseHazard,
  risingTimes,
  survivalAt,
} from './piecewise-hazard.ts';
import { type Arm, checkTwoArms, type TwoArms } from './two-arms.ts';

/** An expected difference between two Kaplan-Meier curves at an analysis. */
export interface ExpectedDifference {
  control: number;
  treatment: number;
  /** treatment minus control: positive favours treatment */
  difference: number;
  /**
   * variance of the estimated difference with the patients of the trial's accrual: the expectation of Greenwood's,
   * unpooled
   */
  variance: number;
}

/**
 * The difference of survival at a milestone, analysed at calendar time t.
 *
 * @param milestone time since entry
 * @throws RangeError as checkTwoArms, and unless 0 < milestone and someone has entered by t - milestone
 *
 * Source: variance S² x integral of hazard / (expected at risk), Greenwood (1926) in expectation; as in Yung & Liu
 * (2020), Biometrics 76, 939-950.
 */
export function milestoneDifference(trial: TwoArms, t: number, milestone: number): ExpectedDifference {
  return differenceOf(trial, t, milestone, ({ hazard }) => {
    const there = survivalAt(hazard, milestone);
    return { value: there, weight: () => there };
  });
}

/**
 * The difference of restricted mean survival times up to tau, analysed at calendar time t.
 *
 * @param tau time since entry
 * @throws RangeError as milestoneDifference
 *
 * Source: variance = integral of (area under the curve from s to tau)² x hazard / (expected at risk): Kaplan & Meier
 * (1958), section 6.1, in expectation; Royston & Parmar (2013), BMC Med. Res. Methodol. 13:152.
 */
export function rmstDifference(trial: TwoArms, t: number, tau: number): ExpectedDifference {
  return differenceOf(trial, t, tau, ({ hazard }) => ({
    value: areaBetween(hazard, 0, tau),
    weight: (s) => areaBetween(hazard, s, tau),
  }));
}

/** @param margin non-inferiority margin: how much worse treatment may be; default 0 */
export interface DifferenceTest extends Test {
  margin?: number;
}

/** Power of the test that treatment is better than control, or non-inferior by the margin. */
export function differencePower({ difference, variance }: ExpectedDifference, test: DifferenceTest): number {
  const effect = shifted(difference, test);
  return powerOfNormal(test, effect / Math.sqrt(variance));
}

/**
 * Number of patients at which the test has a power, with the same pattern of accrual.
 *
 * @param trial the trial from which `expected` was computed
 * @returns not rounded
 * @throws RangeError if the difference does not exceed the margin, and as fixedDrift
 */
export function differencePatients(
  trial: TwoArms,
  { difference, variance }: ExpectedDifference,
  test: DifferenceTest & { power: number },
): number {
  const { margin = 0 } = test;
  const effect = shifted(difference, test);
  if (!(effect > 0))
    throw new RangeError(
      `the difference is ${difference}, must be above ${-margin}: no number of patients suffices`,
    );
  const drift = fixedDrift(test);
  return allEntered(trial.accrual) * variance * (drift / effect) * (drift / effect);
}

function shifted(difference: number, { margin = 0, sides = 1 }: DifferenceTest): number {
  if (!(margin >= 0 && margin < Infinity))
    throw new RangeError(`the margin is ${margin}, must be at least 0 and finite`);
  if (sides === 2 && margin > 0)
    throw new RangeError(`the margin is ${margin}, must be 0 for a two-sided test`);
  return sides === 2 ? Math.abs(difference) : difference + margin;
}

/** @param figure `weight`: the derivative of the estimate by the log survival curve after an event at s */
function differenceOf(
  trial: TwoArms,
  t: number,
  end: number,
  figure: (arm: Arm) => { value: number; weight: (s: number) => number },
): ExpectedDifference {
  checkTwoArms(trial);
  const { accrual, share } = trial;
  if (!(end > 0 && end < Infinity)) throw new RangeError(`the time is ${end}, must be above 0 and finite`);
  if (!(enteredBy(accrual, t - end) > 0))
    throw new RangeError(
      `at calendar time ${t} nobody has been followed for ${end}, must be after ${accrual[0]!.from + end}`,
    );
  const corners = accrual.flatMap(({ from, to }) => [t - from, t - to]);
  const oneArm = (arm: Arm, part: number) => {
    const { hazard, dropout = constantHazard(0) } = arm;
    const { value, weight } = figure(arm);
    const cuts = risingTimes([0, end], hazard.starts, dropout.starts, corners).filter(
      (s) => s >= 0 && s <= end,
    );
    const increase = (s: number) => {
      const atRisk =
        part * enteredBy(accrual, t - s) * exp(-cumulativeHazard(hazard, s) - cumulativeHazard(dropout, s));
      const moved = weight(s);
      return (moved * moved * hazardAt(hazard, s)) / atRisk;
    };
    const pieces = cuts.slice(1).map((to, i) => integrate(increase, cuts[i]!, to, 1e-12));
    return { value, variance: sum(pieces) };
  };
  const control = oneArm(trial.control, 1 - share);
  const treatment = oneArm(trial.treatment, share);
  return {
    control: control.value,
    treatment: treatment.value,
    difference: treatment.value - control.value,
    variance: control.variance + treatment.variance,
  };
}

/** The integral of survival from one time to another. */
function areaBetween(hazard: PiecewiseHazard, from: number, to: number): number {
  const cuts = risingTimes([from, to], hazard.starts).filter((s) => s >= from && s <= to);
  return sum(
    cuts.slice(1).map((end, i) => {
      const start = cuts[i]!;
      return survivalAt(hazard, start) * exponentialMoments(hazardAt(hazard, start), end - start)[0];
    }),
  );
}
