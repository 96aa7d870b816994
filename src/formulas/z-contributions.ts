import type { Expected } from './at-risk.ts';
import { total } from './mesh.ts';
import {
  type Contribution,
  type Contributions,
  type ScoreParts,
  scoreContributions,
} from './score-variance.ts';

interface WeightedScore {
  parts: ScoreParts;
  margin: number;
  weights: Float64Array;
  /** derivative of each weight by the logarithm of survival */
  slopes: Float64Array;
  score: number;
  variance: number;
}

/**
 * The contribution of each patient to Z = score / sqrt(variance), to first order: through the score, through the
 * estimated variance, and through the weights, which depend on the pooled survival curve.
 */
export function zContributions(expected: Expected, of: WeightedScore): Contributions {
  const { mesh, atRisk, hazard } = expected;
  const { parts, margin, weights, slopes, score, variance } = of;
  const { chance, events, base } = parts;
  const atRiskTotal = atRisk.control.map((y, i) => y + atRisk.treatment[i]!);
  // dZ = dScore / sqrt(variance) - share x dVariance
  const root = Math.sqrt(variance);
  const share = score / (2 * variance * root);
  const ofScore = scoreContributions(parts, margin, weights);
  // change of Z if the log survival at each time, and with it the weight there, changes by one unit
  const gains = weights.map((weight, i) => {
    const toScore = chance[i]! * events[i]! - atRisk.treatment[i]! * hazard.treatment[i]!;
    const toVariance = 2 * weight * chance[i]! * (1 - chance[i]!) * events[i]!;
    return slopes[i]! * (toScore / root - share * toVariance);
  });
  const before = mesh.cumulative(gains);
  const all = total(mesh, (i) => gains[i]!);
  // an event lowers the log of pooled survival by 1 / atRiskTotal from then on
  const later = before.map((sum, i) => (atRiskTotal[i]! > 0 ? -(all - sum) / atRiskTotal[i]! : 0));
  const arm = ({ atEvent, whileAtRisk }: Contribution, ratio: number, isTreated: 0 | 1): Contribution => ({
    atEvent: atEvent.map((move, i) => {
      const spread = weights[i]! * weights[i]! * chance[i]! * (1 - chance[i]!);
      return move / root - share * spread + later[i]!;
    }),
    whileAtRisk: whileAtRisk.map((rate, i) => {
      const p = chance[i]!;
      const spread = -weights[i]! * weights[i]! * (1 - 2 * p) * ratio * (isTreated - p) * base[i]!;
      const pooled = atRiskTotal[i]! > 0 ? events[i]! / atRiskTotal[i]! : 0;
      return rate / root - share * spread + later[i]! * pooled;
    }),
  });
  return { control: arm(ofScore.control, 1, 0), treatment: arm(ofScore.treatment, margin, 1) };
}
