import { sum } from '../../math/sum.ts';
import type { FormulaAnswer } from './formulas.ts';

/** Probabilities of stopping, by reason. */
export interface Chances {
  efficacy: number;
  futility: number;
  opposite: number;
}

export interface ExpectedLook extends Chances {
  /** expected at this look: calendar time, events and patients (who entered) */
  time: number;
  events: number;
  patients: number;
  /** expected Z; null for an exact test */
  z: number | null;
  /**
   * probabilities under the null hypothesis, where non-binding futility is ignored; the others are under the
   * alternative
   */
  null: Chances;
  /** the same if futility is obeyed; null unless there is futility that is not binding */
  nullObeyed: Chances | null;
}

/** The operating characteristics of a design, from theory instead of simulation. */
export interface ClosedForm {
  method: 'expected score' | 'expected difference' | 'exact binomial';
  /**
   * If an arm's law is not piecewise exponential: the largest difference in survival between the law and the
   * piecewise constant hazard that approximates it here.
   */
  survivalWithin?: number;
  /** for a two-sided test, in either direction */
  power: number;
  /** type I error; for a two-sided test, of both sides together */
  error: number;
  looks: ExpectedLook[];
  /** of stopping at any look, under the alternative and under the null hypothesis */
  atAnyLook: Chances & { null: Chances; nullObeyed: Chances | null };
  /** expected values when the trial stops */
  expected: { time: number; events: number; patients: number };
  formulas: FormulaAnswer[];
  /** expected estimate of Cox's model at the last look; null for other tests */
  averageHazardRatio: number | null;
}

/** The probability of stopping at any look, by reason: the sum over looks. */
export function atAnyLook(looks: readonly ExpectedLook[]): ClosedForm['atAnyLook'] {
  const total = (all: readonly Chances[]): Chances => ({
    efficacy: sum(all.map(({ efficacy }) => efficacy)),
    futility: sum(all.map(({ futility }) => futility)),
    opposite: sum(all.map(({ opposite }) => opposite)),
  });
  const obeyed = looks.flatMap((look) => look.nullObeyed ?? []);
  return {
    ...total(looks),
    null: total(looks.map((look) => look.null)),
    nullObeyed: obeyed.length === 0 ? null : total(obeyed),
  };
}
