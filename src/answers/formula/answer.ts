import { whole } from '../../media/numbers.ts';
import type { TrialDesign } from '../../trial/design.ts';
import type { ClosedForm } from '../../trial/expected/closed-form.ts';
import { closedFormOf } from '../../trial/expected/index.ts';
import { boundaryScales } from '../../trial/expected/scales.ts';
import type { Vary } from '../../trial/language/resize.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { assumptionsOf } from '../trial/assumptions.ts';
import { fromSpent } from '../trial/differences.ts';
import { designSentence } from '../trial/sentence.ts';
import { designSummary } from '../trial/summary.ts';
import type { FormulaSizeAnswer } from './schema.ts';

export interface FormulaSizeParts {
  raw: RawTrial;
  vary: Vary;
  target: number;
  size: number;
  /** the design at a size that the closed form reached */
  designAt: (size: number) => TrialDesign;
  /** sizes of the power curve */
  sizes: readonly number[];
  /** for an exact test: from this size on, every size has the power */
  steady?: number;
  provenance: FormulaSizeAnswer['provenance'];
}

/** Puts the whole answer of `size --formula` together. */
export function formulaSizeAnswer(parts: FormulaSizeParts): FormulaSizeAnswer {
  const { raw, vary, target, size, designAt, sizes, steady, provenance } = parts;
  const design = designAt(size);
  // the search has found the size by it
  const closedForm = closedFormOf(design, target).closedForm!;
  const events = closedForm.looks.map((look) => look.events);
  return {
    provenance,
    sentence: designSentence(raw, design),
    assumptions: assumptionsOf(raw),
    design: designSummary(design, target),
    ...{ vary, target, size },
    duration: durationOf(design),
    boundaries: boundaryScales(design, events),
    closedForm,
    powerBySize: sizes.flatMap((other) => {
      const own = designAt(other);
      const { closedForm } = closedFormOf(own);
      return closedForm ? [{ size: other, duration: durationOf(own), power: closedForm.power }] : [];
    }),
    notes: [...fromSpent(design), ...notesOf(closedForm, size, steady)],
  };
}

const durationOf = ({ accrual: { pattern } }: TrialDesign): number => pattern[pattern.length - 1]!.to;

function notesOf({ method }: ClosedForm, size: number, steady: number | undefined): string[] {
  if (method === 'exact binomial')
    return steady !== undefined && steady > size
      ? [
          `The power of an exact test goes up and down with the size: from ${whole(steady)} patients on every number has it.`,
        ]
      : [];
  return [
    'By large-sample theory, with each look at its expected time. Nothing is simulated: without --formula the size is found, and its power checked, by simulation.',
  ];
}
