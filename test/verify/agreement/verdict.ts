import { normalQuantileOfUpper } from '../../../src/math/normal.ts';
import { FALSE_ALARM } from '../verdict.ts';
import type { Comparison } from './compare.ts';

export interface AgreementVerdict {
  passed: boolean;
  /** figures compared, in all strategies of all scenarios */
  figures: number;
  /** the bound that the largest of this many |z| exceeds with probability FALSE_ALARM at most, under any dependence */
  bound: number;
  worst: Comparison['worst'];
}

export function judgeAgreement(comparisons: readonly Comparison[]): AgreementVerdict {
  const figures = comparisons.reduce((sum, comparison) => sum + comparison.figures, 0);
  const bound = normalQuantileOfUpper(FALSE_ALARM / figures / 2);
  const { scenario, strategy, worst } = comparisons.reduce((one, other) =>
    Math.abs(other.worst.z) > Math.abs(one.worst.z) ? other : one,
  );
  return {
    passed: Math.abs(worst.z) <= bound,
    figures,
    bound,
    worst: { figure: `${scenario}, ${strategy}, ${worst.figure}`, z: worst.z },
  };
}
