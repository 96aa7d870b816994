import { accrualOf, enteredBy } from '../../formulas/accrual.ts';
import { survivalAt } from '../../formulas/piecewise-hazard.ts';
import {
  type SingleArm,
  type SingleArmSize,
  singleArmSize,
  singleArmTest,
} from '../../formulas/single-arm-binomial.ts';
import { exp } from '../../math/elementary.ts';
import { sum } from '../../math/sum.ts';
import type { ArmPart, LawArm, TrialDesign } from '../design.ts';
import { eventsBy, type Outline } from './cells.ts';
import { atAnyLook, type ClosedForm, type ExpectedLook } from './closed-form.ts';

type BinomialTest = Extract<TrialDesign['test'], { kind: 'binomial' }>;

/**
 * The success rates of an exact binomial test, under the null hypothesis and by the arm's law. A patient who is lost
 * earlier counts as a failure.
 */
function ratesOf({ arms, strata, test }: Outline): { null: number; alternative: number } {
  const { at, share } = test as BinomialTest;
  const [arm] = arms as [LawArm];
  const enrolled = strata.map((stratum) => (stratum.enrolled ? stratum.share : 0));
  const left = (hazard: ArmPart['hazard'], law: ArmPart['law']) =>
    law ? exp(-law.distribution.cumulativeHazard(at)) : survivalAt(hazard, at);
  const successes = arm.parts.map(
    ({ hazard, law, dropout, dropoutLaw }, s) =>
      enrolled[s]! * left(hazard, law) * (dropout ? left(dropout, dropoutLaw) : 1),
  );
  return { null: share, alternative: sum(successes) / sum(enrolled) };
}

/** The exact test at the design's size; `responses` is the number of successes needed. */
export function binomialTestOf(design: Outline): SingleArm {
  return singleArmTest(ratesOf(design), design.patients, design.alpha);
}

/** The smallest number of patients without the event that claims benefit; it does not depend on the arm's law. */
export function successesNeeded(design: Outline): number {
  const { share } = design.test as BinomialTest;
  return singleArmTest({ null: share, alternative: share }, design.patients, design.alpha).responses;
}

/** The exact size for a power; null unless the arm's law is better than the share under the null hypothesis. */
export function binomialSizeOf(design: Outline, power: number): SingleArmSize | null {
  const rates = ratesOf(design);
  return rates.alternative > rates.null ? singleArmSize(rates, { alpha: design.alpha, power }) : null;
}

/** Exact power and type I error of a binomial test with one look. */
export function exactBinomial(design: TrialDesign): ClosedForm {
  const { power, error } = binomialTestOf(design);
  const time = design.looks[0]!.time!;
  const events = eventsBy(design, time)!;
  const patients = enteredBy(accrualOf(design.patients, design.accrual.pattern), time);
  const looks: ExpectedLook[] = [
    {
      ...{ time, events, patients, z: null },
      ...{ efficacy: power, futility: 0, opposite: 0 },
      null: { efficacy: error, futility: 0, opposite: 0 },
      nullObeyed: null,
    },
  ];
  return {
    method: 'exact binomial',
    power,
    error,
    looks,
    atAnyLook: atAnyLook(looks),
    expected: { time, events, patients },
    formulas: [],
    averageHazardRatio: null,
  };
}
