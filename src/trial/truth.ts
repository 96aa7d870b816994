import { constantHazard, cumulativeHazard, hazardOfShare } from '../formulas/piecewise-hazard.ts';
import { exp, ln } from '../math/elementary.ts';
import { timesRatio } from './arm-part.ts';
import {
  type ArmPart,
  type AtMargin,
  isSelective,
  type LawArm,
  type Loss,
  type ProportionTest,
  type StrategyArm,
  type TrialArm,
  type TrialDesign,
  type TrialTest,
} from './design.ts';
import type { Truth } from './operating-characteristics.ts';

/**
 * The design under a truth: as it is, or under the null hypothesis. For a non-inferiority test of plain laws, the
 * null is a treatment worse by exactly the margin; of strategies, it is control with its hazard of the
 * endpoint multiplied until the truth lies at the margin; for a single arm, the reference law or share of the test. The null
 * concerns the endpoint only: each arm keeps its own loss to follow-up.
 *
 * @throws RangeError if the null cannot be simulated: see `whyNoNull`
 */
export function underTruth(design: TrialDesign, truth: Truth): TrialDesign {
  if (truth === 'alternative') return design;
  const why = whyNoNull(design);
  if (why !== undefined) throw new RangeError(why);
  const reference = referenceOf(design.test);
  if (reference) return { ...design, arms: [withLaw(design.arms[0]!, reference)] };
  const [control, treatment] = design.arms as [TrialArm, TrialArm];
  const isNull = () => true;
  const margin = marginOf(design.test);
  if (control.kind === 'strategy' && margin)
    return {
      ...design,
      arms: [control, { ...withoutEffect(control, treatment), atMargin: margin } as StrategyArm],
    };
  return {
    ...design,
    arms: [control, withoutEffect(control, treatment, isNull, (part) => ratioAtMargin(design.test, part))],
  };
}

/**
 * The treatment arm with the laws of control, and its own title and loss to follow-up.
 *
 * @param isNull whether the treatment has no effect in a stratum; elsewhere it keeps its law
 * @param ratioOf hazard ratio to control that counts as no effect
 */
export function withoutEffect(
  control: TrialArm,
  treatment: TrialArm,
  isNull: (stratum: number) => boolean = () => true,
  ratioOf: (control: ArmPart) => number = () => 1,
): TrialArm {
  const { title } = treatment;
  if (control.kind === 'strategy') return { ...withoutLoss(control), title, ...lossOf(treatment, 0) };
  const parts = control.parts.map((part, k) =>
    isNull(k)
      ? { ...timesRatio(part, constantHazard(ratioOf(part))), ...lossOf(treatment, k) }
      : (treatment as LawArm).parts[k]!,
  );
  return { ...control, title, parts };
}

/** The loss to follow-up of a stratum of an arm. */
function lossOf(arm: TrialArm, stratum: number): Loss {
  const { dropout, dropoutLaw } = arm.kind === 'strategy' ? arm : arm.parts[stratum]!;
  return { ...(dropout && { dropout }), ...(dropoutLaw && { dropoutLaw }) };
}

function withoutLoss({ dropout: _, dropoutLaw: __, ...arm }: StrategyArm): StrategyArm {
  return arm;
}

/** The reference law of a single-arm test; for a share at a time, a constant hazard with that share. */
function referenceOf(test: TrialTest): ArmPart | undefined {
  if (test.kind === 'one-sample-log-rank') return { hazard: test.hazard, ...(test.law && { law: test.law }) };
  if (test.kind === 'proportion' && test.null !== undefined)
    return { hazard: { starts: [0, test.at], rates: [hazardOfShare(test.null, test.at).rates[0]!, 0] } };
  return test.kind === 'binomial' ? { hazard: hazardOfShare(1 - test.share, test.at) } : undefined;
}

/** An arm in which the patients of all strata have the same law. */
function withLaw(arm: TrialArm, law: ArmPart): LawArm {
  const strata = arm.kind === 'law' ? arm.parts.length : 1;
  const parts = Array.from({ length: strata }, (_, k) => ({ ...law, ...lossOf(arm, k) }));
  return { kind: 'law', title: arm.title, parts };
}

/** The margin of a test of non-inferiority; undefined without one. */
function marginOf(test: TrialTest): AtMargin | undefined {
  if (test.kind === 'cox' && test.margin !== 1) return { kind: 'cox', margin: test.margin };
  return test.kind === 'milestone' && test.margin > 0 ? test : undefined;
}

/** The hazard ratio to control of a treatment that is worse by exactly the margin; 1 without a margin. */
function ratioAtMargin(test: TrialTest, control: ArmPart): number {
  if (test.kind === 'cox') return test.margin;
  if (test.kind === 'proportion') {
    const share = 1 - exp(-hazardBy(control, test.at));
    const worst = shareAtMargin(test, share);
    return worst === share ? 1 : ln(1 - worst) / ln(1 - share);
  }
  if (test.kind !== 'milestone' || test.margin === 0) return 1;
  const hazard = hazardBy(control, test.at);
  return -ln(exp(-hazard) - test.margin) / hazard;
}

/** The share on treatment that is just worse by the margin. */
function shareAtMargin({ by, better, margin }: ProportionTest, control: number): number {
  if (by === 'ratio') return control * margin;
  return better === 'higher' ? control - margin : control + margin;
}

/** The cumulative hazard at time t. */
function hazardBy({ hazard, law }: ArmPart, t: number): number {
  return law ? law.distribution.cumulativeHazard(t) : cumulativeHazard(hazard, t);
}

/** The reason why the null cannot be simulated; undefined if it can. */
export function whyNoNull({ arms, test }: TrialDesign): string | undefined {
  const [control] = arms as [TrialArm];
  if (arms.length < 2) {
    if (!referenceOf(test)) return 'a single arm has no control arm';
    const isAtEntry = control.kind === 'law' || !isSelective(control);
    return isAtEntry
      ? undefined
      : 'the scenario has no strategy whose enrolled patients are exactly at the reference of the test';
  }
  if (test.kind === 'proportion') return whyNoNullOfShare(control, test);
  const margin = test.kind === 'cox' ? test.margin - 1 : test.kind === 'milestone' ? test.margin : 0;
  if (margin === 0) return undefined;
  if (test.kind !== 'milestone' || control.kind === 'strategy') return undefined;
  if (control.parts.length > 1) return 'with strata, several effects are exactly at the margin';
  const survival = exp(-hazardBy(control.parts[0]!, test.at));
  return survival < 1 && survival > test.margin
    ? undefined
    : 'survival of control at the milestone is not above the margin';
}

function whyNoNullOfShare(control: TrialArm, test: ProportionTest): string | undefined {
  if (test.margin === (test.by === 'ratio' ? 1 : 0)) return undefined;
  if (control.kind === 'strategy') return 'no strategy of the scenario has a share exactly at the margin';
  if (control.parts.length > 1) return 'with strata, several effects are exactly at the margin';
  const worst = shareAtMargin(test, 1 - exp(-hazardBy(control.parts[0]!, test.at)));
  return worst > 0 && worst < 1 ? undefined : 'the share of control is too near 0 or 1 for the margin';
}
