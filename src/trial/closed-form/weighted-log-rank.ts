import { exp, pow } from '../../math/elementary.ts';
import { allEntered } from './accrual.ts';
import { expectedAt } from './at-risk.ts';
import { total } from './mesh.ts';
import { powerOfNormal, type Test } from './normal-power.ts';
import type { TwoArms } from './two-arms.ts';

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
  /** the score's true variance under these hazards, arm sizes fixed; the same as `variance` where hazards are equal */
  trueVariance: number;
  /** expected Z, score / sqrt(variance) */
  z: number;
  /** true standard deviation of Z */
  deviation: number;
  /** expected events */
  events: number;
}

/**
 * The large-sample distribution of a (weighted) log-rank test at calendar time t under any hazards in steps: delayed,
 * waning or crossing effects, drop-out that differs, any accrual. The power follows from z and deviation; several looks
 * have the drift z(t) by their own t.
 *
 * With y the numbers at risk and w the weight: score = integral of w y0 y1 / (y0 + y1) (h0 - h1), variance = integral of
 * w² y0 y1 / (y0 + y1)² (y0 h0 + y1 h1). The true variance is that of the patients' own contributions to the score.
 *
 * @param weight the log-rank test unless said otherwise
 * @throws RangeError as checkTwoArms, when t is not above 0 and finite, or no event is expected
 *
 * Source: Schoenfeld (1981), Biometrika 68, 316-319; Yung & Liu (2020), Biometrics 76, 939-950; the contributions are
 * those of Lin & Wei (1989), J. Am. Stat. Assoc. 84, 1074-1078. Accurate to 1e-9 of their size.
 */
export function weightedLogRank(
  trial: TwoArms,
  t: number,
  weight: LogRankWeight = logRankWeight,
): ExpectedScore {
  const { mesh, atRisk, hazard } = expectedAt(trial, t);
  const [y0, y1, h0, h1] = [atRisk.control, atRisk.treatment, hazard.control, hazard.treatment];
  // where nobody is left both are 0
  const share = y0.map((y, i) => (y + y1[i]! > 0 ? y1[i]! / (y + y1[i]!) : 0));
  const pooled = share.map((p, i) => (1 - p) * h0[i]! + p * h1[i]!);
  const survival = mesh.cumulative(pooled).map((hazardSum) => exp(-hazardSum));
  const w = survival.map((s, i) => weight(s, mesh.nodes[i]!));
  const score = total(mesh, (i) => w[i]! * share[i]! * y0[i]! * (h0[i]! - h1[i]!));
  const variance = total(
    mesh,
    (i) => w[i]! * w[i]! * share[i]! * (1 - share[i]!) * pooled[i]! * (y0[i]! + y1[i]!),
  );
  const events = total(mesh, (i) => y0[i]! * h0[i]! + y1[i]! * h1[i]!);
  if (!(variance > 0))
    throw new RangeError(
      `${events} events are expected at time ${t}, must be above 0 where both arms are at risk`,
    );
  const patients = allEntered(trial.accrual);
  /** of one arm: the variance of (weight at the own event) - (weights that were expected while at risk), summed */
  const spread = (size: number, y: Float64Array, h: Float64Array, sign: (p: number) => number): number => {
    const c = w.map((value, i) => value * sign(share[i]!));
    const expected = mesh.cumulative(c.map((value, i) => value * pooled[i]!));
    const mean = total(mesh, (i) => c[i]! * y[i]! * (h[i]! - pooled[i]!)) / size;
    const square = total(
      mesh,
      (i) => (c[i]! * c[i]! * h[i]! - 2 * c[i]! * expected[i]! * (h[i]! - pooled[i]!)) * y[i]!,
    );
    return square - size * mean * mean;
  };
  const trueVariance =
    spread((1 - trial.share) * patients, y0, h0, (p) => p) +
    spread(trial.share * patients, y1, h1, (p) => p - 1);
  return {
    score,
    variance,
    trueVariance,
    z: score / Math.sqrt(variance),
    deviation: Math.sqrt(trueVariance / variance),
    events,
  };
}

/** Power of the test to claim the benefit of treatment, with the patients of the trial's accrual. */
export function weightedLogRankPower(trial: TwoArms, t: number, test: Test, weight?: LogRankWeight): number {
  const { z, deviation } = weightedLogRank(trial, t, weight);
  return powerOfNormal(test, z, deviation);
}
