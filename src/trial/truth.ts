import { constantHazard, hazardTimesRatio } from './closed-form/piecewise-hazard.ts';
import type { TrialArm, TrialDesign } from './design.ts';
import type { Truth } from './operating-characteristics.ts';

/**
 * The design under a truth: as it is, or with a treatment that does nothing. Of a non-inferiority test by a hazard
 * ratio of plain laws, the null is a treatment that is worse by just the margin.
 *
 * @throws RangeError for a null that cannot be simulated: see `hasNull`
 */
export function underTruth(design: TrialDesign, truth: Truth): TrialDesign {
  if (truth === 'alternative') return design;
  const why = whyNoNull(design);
  if (why !== undefined) throw new RangeError(why);
  const [control] = design.arms as [TrialArm, TrialArm];
  const margin = design.test.kind === 'cox' ? design.test.margin : 1;
  const treatment: TrialArm =
    control.kind === 'law' && margin !== 1
      ? {
          ...control,
          parts: control.parts.map((part) => ({
            ...part,
            hazard: hazardTimesRatio(part.hazard, constantHazard(margin)),
          })),
        }
      : control;
  return { ...design, arms: [control, treatment] };
}

/** Why there is no null to simulate, in words; undefined where there is one. */
export function whyNoNull({ arms, test }: TrialDesign): string | undefined {
  if (arms.length < 2) return 'a single arm has no other arm to be equal to';
  const isMilestoneMargin = test.kind === 'milestone' && test.margin !== 0;
  if (isMilestoneMargin) return 'no arm is known that is worse by just the margin of a milestone';
  if (test.kind === 'cox' && test.margin !== 1 && arms[0]!.kind === 'strategy')
    return 'no strategy is known that is worse by just the margin';
  return undefined;
}
