import { exactPercent, plain, whole } from '../../media/numbers.ts';
import type { TrialDesign } from '../../trial/design.ts';
import type { ClosedForm } from '../../trial/expected/closed-form.ts';
import { closedFormOf } from '../../trial/expected/index.ts';
import { boundaryScales } from '../../trial/expected/scales.ts';
import type { Vary } from '../../trial/language/resize.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import { sizedIn } from '../size/words.ts';
import { assumptionsOf } from '../trial/assumptions.ts';
import { fromSpent } from '../trial/differences.ts';
import { amountWords, protocolOf } from '../trial/protocol.ts';
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
  const sentence = designSentence(raw, design);
  const boundaries = boundaryScales(design, events);
  const power = `${exactPercent(closedForm.power)}%`;
  return {
    provenance,
    sentence,
    protocol: protocolOf({
      ...{ raw, design, sentence, boundaries },
      effect: effectOf(closedForm),
      times: closedForm.looks.map(({ time }) => time),
      size: `For a power of ${plain(100 * target)}%, ${whole(size)} ${sizedIn(vary)} are needed. With ${amountWords(design)} the power is ${power}.`,
      software:
        closedForm.method === 'exact binomial'
          ? `Exact, by sojourn ${provenance.version}.`
          : `By large-sample theory and recursive numerical integration, each look at its expected time (sojourn ${provenance.version}).`,
    }),
    assumptions: assumptionsOf(raw),
    design: designSummary(design, target),
    ...{ vary, target, size },
    duration: durationOf(design),
    boundaries,
    closedForm,
    powerBySize: sizes.flatMap((other) => {
      const own = designAt(other);
      const { closedForm } = closedFormOf(own);
      return closedForm ? [{ size: other, duration: durationOf(own), power: closedForm.power }] : [];
    }),
    notes: [...fromSpent(design), ...notesOf(closedForm, size, steady)],
  };
}

/** The word for what the test estimates. */
export function effectOf({ method }: Pick<ClosedForm, 'method'>): string {
  if (method === 'exact binomial') return 'share';
  return method === 'expected score' ? 'hazard ratio' : 'difference';
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
