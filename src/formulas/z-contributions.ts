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
  /** by how much a weight rises with the logarithm of the survival that it is made of */
  slopes: Float64Array;
  score: number;
  variance: number;
}

/**
 * How each patient moves Z = score / sqrt(variance): through the score, through the variance that is estimated with it,
 * and through the weights, which are made of the survival curve of both arms. To first order in one patient's share.
 */
export function zContributions(expected: Expected, of: WeightedScore): Contributions {
  const { mesh, atRisk, hazard } = expected;
  const { parts, margin, weights, slopes, score, variance } = of;
  const { chance, events, base } = parts;
  const everybody = atRisk.control.map((y, i) => y + atRisk.treatment[i]!);
  // dZ = dScore / sqrt(variance) - share x dVariance
  const root = Math.sqrt(variance);
  const share = score / (2 * variance * root);
  const ofScore = scoreContributions(parts, margin, weights);
  // what a weight at each time adds to Z, for a unit of weight
  const gains = weights.map((weight, i) => {
    const toScore = chance[i]! * events[i]! - atRisk.treatment[i]! * hazard.treatment[i]!;
    const toVariance = 2 * weight * chance[i]! * (1 - chance[i]!) * events[i]!;
    return slopes[i]! * (toScore / root - share * toVariance);
  });
  const before = mesh.cumulative(gains);
  const all = total(mesh, (i) => gains[i]!);
  // an event lowers the logarithm of survival by 1 / everybody from then on
  const later = before.map((sum, i) => (everybody[i]! > 0 ? -(all - sum) / everybody[i]! : 0));
  const arm = ({ atEvent, whileAtRisk }: Contribution, ratio: number, isTreated: 0 | 1): Contribution => ({
    atEvent: atEvent.map((move, i) => {
      const spread = weights[i]! * weights[i]! * chance[i]! * (1 - chance[i]!);
      return move / root - share * spread + later[i]!;
    }),
    whileAtRisk: whileAtRisk.map((rate, i) => {
      const p = chance[i]!;
      const spread = -weights[i]! * weights[i]! * (1 - 2 * p) * ratio * (isTreated - p) * base[i]!;
      const pooled = everybody[i]! > 0 ? events[i]! / everybody[i]! : 0;
      return rate / root - share * spread + later[i]! * pooled;
    }),
  });
  return { control: arm(ofScore.control, 1, 0), treatment: arm(ofScore.treatment, margin, 1) };
}
