import { normalQuantileOfUpper } from '../math/normal.ts';
import { type Accrual, accrualOf, allEntered } from './accrual.ts';
import { expectedAt } from './at-risk.ts';
import { total } from './mesh.ts';
import { checkFixedPower, criticalValue, powerOfNormal, type Test } from './normal-power.ts';
import { cumulativeHazard, hazardAt, type PiecewiseHazard } from './piecewise-hazard.ts';
import type { Arm } from './two-arms.ts';

/** A single-arm trial, compared with a known reference law. */
export interface OneSample {
  /** under the alternative */
  arm: Arm;
  /** hazard under the null */
  reference: PiecewiseHazard;
  accrual: Accrual;
}

export interface ExpectedOneSample {
  /** expected number of events under the alternative */
  events: number;
  /** expected number of events under the reference, for the follow-up of these patients */
  reference: number;
  /** expected Z of (reference - events) / sqrt(reference): positive in favour of the arm */
  z: number;
  /** true standard deviation of reference - events, divided by the root of the expected reference; 1 under the null */
  deviation: number;
}

/**
 * The large-sample distribution of the one-sample log-rank test at calendar time t, (E - O) / sqrt(E), where O is the
 * number of events and E the sum of the reference cumulative hazard over the patients' follow-up.
 *
 * @throws RangeError if hazards, accrual or t are invalid, or the reference expects no event
 *
 * Source: Wu (2015), Pharmaceutical Statistics 14, 26-33, for the exact variance of O - E: with X the follow-up, D
 * the event and H the reference, that of D - H(X); test of Breslow (1975), Finkelstein et al. (2003).
 */
export function oneSampleLogRank({ arm, reference, accrual }: OneSample, t: number): ExpectedOneSample {
  // pass the reference as the other arm, so that the mesh includes its starts; the share does not matter
  const { mesh, atRisk } = expectedAt(
    { control: { hazard: reference }, treatment: arm, share: 0.5, accrual },
    t,
  );
  const patients = allEntered(accrual);
  const y = atRisk.treatment.map((expected) => (2 * expected) / patients);
  const h1 = mesh.nodes.map((s) => hazardAt(arm.hazard, s));
  const h0 = mesh.nodes.map((s) => hazardAt(reference, s));
  const sum0 = mesh.nodes.map((s) => cumulativeHazard(reference, s));
  const observed = total(mesh, (i) => y[i]! * h1[i]!);
  const expected = total(mesh, (i) => y[i]! * h0[i]!);
  if (!(expected > 0)) throw new RangeError(`the reference expects no event by time ${t}, must expect some`);
  // E H(X)² and E D H(X), by partial integration
  const square = 2 * total(mesh, (i) => y[i]! * sum0[i]! * h0[i]!);
  const product = total(mesh, (i) => y[i]! * sum0[i]! * h1[i]!);
  const gap = observed - expected;
  const variance = observed + square - 2 * product - gap * gap;
  return {
    events: patients * observed,
    reference: patients * expected,
    z: (-gap * Math.sqrt(patients)) / Math.sqrt(expected),
    deviation: Math.sqrt(variance / expected),
  };
}

/** Power of the one-sided test that the arm is better than the reference. */
export function oneSampleLogRankPower(sample: OneSample, t: number, test: Test): number {
  const { z, deviation } = oneSampleLogRank(sample, t);
  return powerOfNormal(test, z, deviation);
}

/**
 * Patients and events at which the test has a power, with the same pattern of accrual.
 *
 * @returns not rounded
 * @throws RangeError as oneSampleLogRank, unless alpha < power < 1, and if the arm is not better than the reference
 */
export function oneSampleLogRankSize(
  sample: OneSample,
  t: number,
  test: Test & { power: number },
): { patients: number; events: number } {
  checkFixedPower(test);
  const { z, deviation } = oneSampleLogRank(sample, t);
  if (!(z > 0))
    throw new RangeError(`the expected Z is ${z}, must be above 0: no number of patients suffices`);
  const root = (criticalValue(test) + normalQuantileOfUpper(1 - test.power) * deviation) / z;
  const patients = allEntered(sample.accrual) * root * root;
  const { events } = oneSampleLogRank({ ...sample, accrual: accrualOf(patients, sample.accrual) }, t);
  return { patients, events };
}
