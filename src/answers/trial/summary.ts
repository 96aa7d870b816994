import type { TrialDesign, TrialTest } from '../../trial/design.ts';
import { errorSpent } from '../../trial/expected/error-spent.ts';
import { answersAt } from '../../trial/expected/formulas.ts';
import { informationOf } from '../../trial/expected/fractions.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { DesignSummary, Nominal } from './schema.ts';
import { partName, testWords } from './words.ts';

/** The margin of non-inferiority; null for a test without one. */
export function marginOf(test: TrialTest): number | null {
  if (test.kind === 'cox') return test.margin === 1 ? null : test.margin;
  if (test.kind === 'proportion') return test.margin === (test.by === 'ratio' ? 1 : 0) ? null : test.margin;
  return test.kind === 'milestone' && test.margin > 0 ? test.margin : null;
}

/** The null hypothesis that is simulated, as a heading. */
export const nullWords = ({ margin }: Pick<DesignSummary, 'margin'>): string =>
  margin === null ? 'Without an effect' : 'Exactly at the margin';

/** A summary of a design, as tables need it. */
export function designSummary(design: TrialDesign, target?: number): DesignSummary {
  const { unit, arms, allocation, patients, test, alpha, sides, looks, boundaries } = design;
  return {
    unit,
    arms: arms.map(({ title }) => title),
    allocation: [...allocation],
    patients,
    test: testWords(test, unit),
    margin: marginOf(test),
    alpha,
    errorSpent: errorSpent(design),
    sides,
    target: target ?? null,
    looks: looks.map(({ eventsOf, ...look }) => ({
      ...look,
      ...(eventsOf && {
        eventsOf: eventsOf.map((part) => ({ of: partName(design, part), count: part.count })),
      }),
    })),
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
