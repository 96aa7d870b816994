import { exp, pow } from '../math/elementary.ts';
import { allEntered } from './accrual.ts';
import { expectedAt } from './at-risk.ts';
import { total } from './mesh.ts';
import { powerOfNormal, type Test } from './normal-power.ts';
import { scoreContributions, scoreParts, varianceOf } from './score-variance.ts';
import type { TwoArms } from './two-arms.ts';
import { zContributions } from './z-contributions.ts';

/** The weight of an event by time since entry and by the survival of both arms together just before it. */
export type LogRankWeight = (survival: number, time: number) => number;

/** 1: the log-rank test. */
export const logRankWeight: LogRankWeight = () => 1;

/** S^rho (1 - S)^gamma. Source: Fleming & Harrington (1991). @throws RangeError unless both are at least 0 */
export function flemingHarringtonWeight(rho: number, gamma: number): LogRankWeight {
  if (!(rho >= 0 && gamma >= 0 && rho + gamma < Infinity))
    throw new RangeError(`rho is ${rho} and gamma ${gamma}, must be at least 0 and finite`);
  return (survival) => pow(survival, rho) * pow(1 - survival, gamma);
}

/** 1 / max(S, least): modestly weighted. Source: Magirr & Burman (2019), Statistics in Medicine 38, 3782-3790. */
export function modestWeight(least: number): LogRankWeight {
  if (!(least > 0 && least <= 1))
    throw new RangeError(`the least survival is ${least}, must be above 0, at most 1`);
  return (survival) => 1 / Math.max(survival, least);
}

export interface ExpectedScore {
  /** expected score: weighted events under control beyond what was expected, so positive in favour of treatment */
  score: number;
  /** what the test's own variance estimate is expected to be */
  variance: number;
  /** the score's true variance under these hazards, arm sizes fixed and weights as expected */
  trueVariance: number;
  /** expected Z, score / sqrt(variance) */
  z: number;
  /**
   * true standard deviation of Z: 1 under the null, mostly less under an effect, as the variance, and weights that are
   * made of the data, vary with the score
   */
  deviation: number;
  /** expected events */
  events: number;
  /**
   * what the variance is where patients at risk stay in the proportion of the allocation, as without an effect: events, each
   * counted by the square of its weight, times that of a draw. It grows with the events alone where all weights are 1
   */
  information: number;
}

/**
 * The large-sample distribution of a (weighted) log-rank test at calendar time t under any hazards in steps: delayed,
 * waning or crossing effects, drop-out that differs, any accrual. The power follows from z and deviation; several looks
 * have the expected Z of each, at its own t.
 *
 * With y the numbers at risk, w the weight and m the margin: score = integral of w y0 y1 / (y0 + m y1) (m h0 - h1),
 * variance = integral of w² p (1 - p) (y0 h0 + y1 h1) with p = m y1 / (y0 + m y1). At m = 1 that is the log-rank test;
 * at others the score test of Cox's model at the margin, for non-inferiority.
 *
 * @param weight the log-rank test unless said otherwise
 * @param margin hazard ratio under the null; 1 unless said otherwise
 * @throws RangeError as checkTwoArms, when t is not above 0 and finite, the margin not above 0, or no event is expected
 *
 * Source: Schoenfeld (1981), Biometrika 68, 316-319; Yung & Liu (2020), Biometrics 76, 939-950. Checked in
 * test/known/trial-closed-form.R: to 1e-12, and to 1e-8 where the weight rises like a root of 1 - S.
 */
export function weightedLogRank(
  trial: TwoArms,
  t: number,
  weight: LogRankWeight = logRankWeight,
  margin = 1,
): ExpectedScore {
  if (!(margin > 0 && margin < Infinity))
    throw new RangeError(`the margin is ${margin}, must be above 0 and finite`);
  const expected = expectedAt(trial, t);
  const { mesh, atRisk, hazard } = expected;
  const [y0, h0, h1] = [atRisk.control, hazard.control, hazard.treatment];
  const parts = scoreParts(expected, margin);
  const { chance } = parts;
  const share = scoreParts(expected, 1).chance;
  const pooled = share.map((p, i) => (1 - p) * h0[i]! + p * h1[i]!);
  const survival = mesh.cumulative(pooled).map((hazardSum) => exp(-hazardSum));
  const w = survival.map((s, i) => weight(s, mesh.nodes[i]!));
  const score = total(mesh, (i) => (w[i]! * chance[i]! * y0[i]! * (margin * h0[i]! - h1[i]!)) / margin);
  const variance = total(mesh, (i) => w[i]! * w[i]! * chance[i]! * (1 - chance[i]!) * parts.events[i]!);
  const events = total(mesh, (i) => parts.events[i]!);
  if (!(variance > 0))
    throw new RangeError(
      `${events} events are expected at time ${t}, must be above 0 where both arms are at risk`,
    );
  const patients = allEntered(trial.accrual);
  const sizes = { control: (1 - trial.share) * patients, treatment: trial.share * patients };
  const weighted = total(mesh, (i) => w[i]! * w[i]! * parts.events[i]!);
  const risk = 1 - trial.share + margin * trial.share;
  const slopes = survival.map((s, i) => slopeOf(weight, s, mesh.nodes[i]!));
  const moves = zContributions(expected, { parts, margin, weights: w, slopes, score, variance });
  return {
    score,
    variance,
    trueVariance: varianceOf(expected, scoreContributions(parts, margin, w), sizes),
    z: score / Math.sqrt(variance),
    deviation: Math.sqrt(varianceOf(expected, moves, sizes)),
    events,
    information: (weighted * margin * trial.share * (1 - trial.share)) / (risk * risk),
  };
}

/** The derivative of a weight by ln(survival), within (0, 1) on both sides. */
function slopeOf(weight: LogRankWeight, survival: number, time: number): number {
  const step = 1e-5 * Math.min(survival, 1 - survival);
  if (!(step > 0)) return 0;
  return (survival * (weight(survival + step, time) - weight(survival - step, time))) / (2 * step);
}

/** Power of the test to claim the benefit of treatment, or that it is within the margin, with the trial's patients. */
export function weightedLogRankPower(
  trial: TwoArms,
  t: number,
  test: Test,
  weight?: LogRankWeight,
  margin?: number,
): number {
  const { z, deviation } = weightedLogRank(trial, t, weight, margin);
  return powerOfNormal(test, z, deviation);
}
