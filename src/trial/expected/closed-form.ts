import type { FormulaAnswer } from './formulas.ts';

export interface ExpectedLook {
  /** calendar time, events and patients (who entered) by then */
  time: number;
  events: number;
  patients: number;
  /** expected Z; null of an exact test */
  z: number | null;
  /** chances of stopping here under the alternative */
  efficacy: number;
  futility: number;
  opposite: number;
  /** and without an effect, where futility that is not binding is not obeyed */
  null: { efficacy: number; futility: number; opposite: number };
}

/** What is known of a design without simulating it. */
export interface ClosedForm {
  method: 'expected score' | 'expected difference' | 'exact binomial';
  /** of either direction, should the test be two-sided */
  power: number;
  /** error of the first kind, of both sides together */
  error: number;
  looks: ExpectedLook[];
  /** when the trial stops */
  expected: { time: number; events: number; patients: number };
  formulas: FormulaAnswer[];
  /** what Cox's model estimates at the last look; null for other tests */
  averageHazardRatio: number | null;
}
