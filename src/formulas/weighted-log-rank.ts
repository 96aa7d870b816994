import { exp, pow } from '../math/elementary.ts';
import { allEntered } from './accrual.ts';
import { expectedAt } from './at-risk.ts';
import { total } from './mesh.ts';
import { powerOfNormal, type Test } from './normal-power.ts';
import { scoreContributions, scoreParts, varianceOf } from './score-variance.ts';
import type { TwoArms } from './two-arms.ts';
import { zContributions } from './z-contributions.ts';

/** The weight of an event as a function of the pooled survival just before it and of time since entry. */
export type LogRankWeight = (survival: number, time: number) => number;

/** Weight 1: the log-rank test. */
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
  /** expected score: weighted expected minus observed events on treatment, so positive in favour of treatment */
  score: number;
  /** expected value of the test's own variance estimate */
  variance: number;
  /** true variance of the score under these hazards, with fixed arm sizes and expected weights */
  trueVariance: number;
  /** expected Z, score / sqrt(variance) */
  z: number;
  /**
   * true standard deviation of Z: 1 under the null; mostly below 1 under an effect, since the estimated variance and
   * weights vary with the score
   */
  deviation: number;
  /** expected events */
  events: number;
  /**
   * the variance if the ratio at risk stays at the allocation ratio, as under the null: the events weighted by
   * squared weights, times the variance of a draw. If all weights are 1, it is proportional to the events.
   */
  information: number;
}

/**
 * The large-sample distribution of a (weighted) log-rank test at calendar time t under any piecewise constant
 * hazards: delayed, waning or crossing effects, different drop-out, any accrual. z and deviation give the power; for
 * several looks, call it once for each time.
 *
 * With y the numbers at risk, w the weight and m the margin: score = integral of w y0 y1 / (y0 + m y1) (m h0 - h1),
 * variance = integral of w² p (1 - p) (y0 h0 + y1 h1) with p = m y1 / (y0 + m y1). At m = 1 this is the log-rank
 * test; at other margins it is the score test of Cox's model at the margin, for non-inferiority.
 *
 * @param weight default the log-rank test
 * @param margin hazard ratio under the null; default 1
 * @throws RangeError as checkTwoArms, if t is not above 0 and finite, if the margin is not above 0, or if no event is
 *   expected
 *
 * @example
 * ```ts
 * import { hazardOfMedian, uniformAccrual, weightedLogRank } from 'sojourn';
 *
 * const trial = {
 *   control: { hazard: hazardOfMedian(12) },
 *   treatment: { hazard: hazardOfMedian(18) },
 *   share: 0.5,
 *   accrual: uniformAccrual(300, 18),
 * };
 * const { z, deviation, events } = weightedLogRank(trial, 24);
 * console.log(z, deviation, events);
 * // 2.459021... 0.997154... 148.173345...
 * ```
 *
 * Source: Schoenfeld (1981), Biometrika 68, 316-319; Yung & Liu (2020), Biometrics 76, 939-950. Checked in
 * test/known/trial-closed-form.R: to 1e-12, and to 1e-8 if the weight behaves like a root of 1 - S.
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

/** The derivative of a weight by ln(survival): a central difference within (0, 1). */
function slopeOf(weight: LogRankWeight, survival: number, time: number): number {
  const step = 1e-5 * Math.min(survival, 1 - survival);
  if (!(step > 0)) return 0;
  return (survival * (weight(survival + step, time) - weight(survival - step, time))) / (2 * step);
}

/**
 * Power of the test to claim a benefit of treatment, or non-inferiority, with the trial's patients.
 *
 * @example
 * ```ts
 * import { hazardOfMedian, uniformAccrual, weightedLogRankPower } from 'sojourn';
 *
 * const trial = {
 *   control: { hazard: hazardOfMedian(12) },
 *   treatment: { hazard: hazardOfMedian(18) },
 *   share: 0.5,
 *   accrual: uniformAccrual(300, 18),
 * };
 * console.log(weightedLogRankPower(trial, 30, { alpha: 0.025 }));
 * // 0.786565...
 * ```
 */
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
