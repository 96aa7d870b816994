import { sum } from '../../math/sum.ts';
import type { FormulaAnswer } from './formulas.ts';

/** Chances of stopping, by why. */
export interface Chances {
  efficacy: number;
  futility: number;
  opposite: number;
}

export interface ExpectedLook extends Chances {
  /** calendar time, events and patients (who entered) by then */
  time: number;
  events: number;
  patients: number;
  /** expected Z; null of an exact test */
  z: number | null;
  /** the same without an effect, where futility that is not binding is not obeyed; those above are under the alternative */
  null: Chances;
}

/** What is known of a design without simulating it. */
export interface ClosedForm {
  method: 'expected score' | 'expected difference' | 'exact binomial';
  /**
   * Where arms have laws that are not steps of a hazard: the largest difference in survival between a law and the steps that
   * stand for it here
   */
  survivalWithin?: number;
  /** of either direction, should the test be two-sided */
  power: number;
  /** type I error, of both sides together */
  error: number;
  looks: ExpectedLook[];
  /** of stopping at any look, under the alternative and without an effect */
  atAnyLook: Chances & { null: Chances };
  /** when the trial stops */
  expected: { time: number; events: number; patients: number };
  formulas: FormulaAnswer[];
  /** what Cox's model estimates at the last look; null for other tests */
  averageHazardRatio: number | null;
}

/** Chances of stopping at any of the looks: a trial stops at one of them. */
export function atAnyLook(looks: readonly ExpectedLook[]): ClosedForm['atAnyLook'] {
  const total = (all: readonly Chances[]): Chances => ({
    efficacy: sum(all.map(({ efficacy }) => efficacy)),
    futility: sum(all.map(({ futility }) => futility)),
    opposite: sum(all.map(({ opposite }) => opposite)),
  });
  return { ...total(looks), null: total(looks.map((look) => look.null)) };
}
