import { constantHazard, hazardTimesRatio } from './closed-form/piecewise-hazard.ts';
import type { StrategyArm, TrialArm, TrialDesign } from './design.ts';
import type { Truth } from './operating-characteristics.ts';

/**
 * The design under a truth: as it is, or with a treatment that does nothing. Of a non-inferiority test by a hazard
 * ratio of plain laws, the null is a treatment that is worse by just the margin. The null is one of the endpoint: each
 * arm keeps its own drop-out.
 *
 * @throws RangeError for a null that cannot be simulated: see `hasNull`
 */
export function underTruth(design: TrialDesign, truth: Truth): TrialDesign {
  if (truth === 'alternative') return design;
  const why = whyNoNull(design);
  if (why !== undefined) throw new RangeError(why);
  const [control, treatment] = design.arms as [TrialArm, TrialArm];
  const { title } = treatment;
  if (control.kind === 'strategy')
    return { ...design, arms: [control, { ...control, title, dropout: dropoutOf(treatment, 0) }] };
  const margin = constantHazard(design.test.kind === 'cox' ? design.test.margin : 1);
  const parts = control.parts.map(({ hazard }, k) => ({
    hazard: hazardTimesRatio(hazard, margin),
    dropout: dropoutOf(treatment, k),
  }));
  return { ...design, arms: [control, { ...control, title, parts }] };
}

function dropoutOf(arm: TrialArm, stratum: number): StrategyArm['dropout'] {
  return arm.kind === 'strategy' ? arm.dropout : arm.parts[stratum]?.dropout;
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
