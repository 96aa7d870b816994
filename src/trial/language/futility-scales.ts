import type { TrialTest } from '../design.ts';
import type { FutilityScale } from '../expected/futility-scale.ts';
import { isOfHazardRatio } from '../expected/scales.ts';
import type { Issues } from './problems.ts';
import * as ranges from './ranges.ts';
import type { RawTrial } from './schema.ts';

type RawFutility = NonNullable<RawTrial['futility']>;

export const futilityScaleKeys = ['conditional-power', 'predictive-power', 'hazard-ratio'] as const;

const chance = ranges.range((value) => value > 0 && value < 1, 'above 0 and below 1, or none');

/** Reads futility on the scale of conditional or predictive power, or of the hazard ratio. */
export function futilityScaleIn(
  futility: RawFutility,
  looks: number,
  test: TrialTest | undefined,
  issues: Issues,
): FutilityScale | undefined {
  const key = futilityScaleKeys.find((one) => futility[one] !== undefined);
  if (futility.under !== undefined && key !== 'conditional-power')
    issues.add(['futility', 'under'], 'under is of conditional-power, must stand beside it');
  if (!key) return undefined;
  const path = ['futility', key];
  const given = futility[key]!;
  if (Array.isArray(given) && given.length !== looks - 1) {
    issues.add(
      path,
      `${key} has ${given.length} values, must have ${looks - 1}, one for each analysis but the last, or be one number`,
    );
    return undefined;
  }
  const isRatio = key === 'hazard-ratio';
  if (isRatio && test && !isOfHazardRatio({ test }))
    issues.add(
      path,
      `hazard-ratio is of a log-rank or Cox test, must be another scale: the test is ${test.kind}`,
    );
  const list = Array.isArray(given) ? given : Array.from({ length: looks - 1 }, () => given);
  const values = list.map((value, k) =>
    value === 'none'
      ? undefined
      : issues.number(value, Array.isArray(given) ? [...path, k] : path, isRatio ? ranges.ratio : chance),
  );
  if (isRatio) return { kind: 'hazard ratio', values };
  if (key === 'predictive-power') return { kind: 'chance', values, under: 'predictive' };
  const { under = 'design' } = futility;
  if (typeof under === 'string') return { kind: 'chance', values, under };
  const ratio = issues.number(under['hazard-ratio'], ['futility', 'under', 'hazard-ratio'], ranges.ratio);
  if (test && !isOfHazardRatio({ test }))
    issues.add(
      ['futility', 'under'],
      `a hazard ratio is of a log-rank or Cox test, and the test is ${test.kind}`,
    );
  return ratio === undefined ? undefined : { kind: 'chance', values, under: { ratio } };
}
