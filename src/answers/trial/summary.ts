import type { TrialDesign } from '../../trial/design.ts';
import { errorSpent } from '../../trial/expected/error-spent.ts';
import { answersAt } from '../../trial/expected/formulas.ts';
import { informationOf } from '../../trial/expected/fractions.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { DesignSummary, Nominal } from './schema.ts';
import { testWords } from './words.ts';

/** A summary of a design, as tables need it. */
export function designSummary(design: TrialDesign, target?: number): DesignSummary {
  const { unit, arms, allocation, patients, test, alpha, sides, looks, boundaries } = design;
  return {
    unit,
    arms: arms.map(({ title }) => title),
    allocation: [...allocation],
    patients,
    test: testWords(test, unit),
    alpha,
    errorSpent: errorSpent(design),
    sides,
    target: target ?? null,
    looks: looks.map((look) => ({ ...look })),
    information: looks.length === 1 ? null : informationOf(test),
    binding: boundaries.binding,
  };
}

/**
 * Formulas at the nominal hazard ratio of the design file; null if it gives none.
 *
 * @param events at each look, as simulated
 */
export function nominalOf(
  raw: RawTrial,
  design: TrialDesign,
  events: readonly number[],
  target?: number,
): Nominal {
  const hazardRatio = raw['nominal-ratio'];
  if (hazardRatio === undefined || events.some((count) => !(count > 0))) return null;
  return { hazardRatio, formulas: answersAt(design, hazardRatio, events, target) };
}
