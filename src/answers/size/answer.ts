import { plain, standardError, whole, wholeUp } from '../../media/numbers.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { closedFormOf } from '../../trial/expected/index.ts';
import { boundaryScales } from '../../trial/expected/scales.ts';
import type { Vary } from '../../trial/language/resize.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { OperatingCharacteristics } from '../../trial/operating-characteristics.ts';
import type { FoundSize } from '../../trial/size.ts';
import { assumptionsOf } from '../trial/assumptions.ts';
import { effectWord, meanWords, shareWords } from '../trial/cells.ts';
import { characteristicsOf } from '../trial/characteristics.ts';
import { fromSpent } from '../trial/differences.ts';
import { amountWords, knownTimes, protocolOf, simulatedBy } from '../trial/protocol.ts';
import type { Nominal, TrialProvenance } from '../trial/schema.ts';
import { designSentence } from '../trial/sentence.ts';
import { designSummary, nominalOf } from '../trial/summary.ts';
import type { SizeAnswer } from './schema.ts';
import { sizedIn } from './words.ts';

export interface SizeParts {
  raw: RawTrial;
  vary: Vary;
  target: number;
  found: FoundSize;
  designAt: (size: number) => TrialDesign;
  closedFormSize: number | null;
  /** for an exact test: from this size on, every size has the power */
  steady?: number;
  provenance: TrialProvenance;
  caveats: readonly string[];
}

/** Puts the whole answer of `size` together. */
export function sizeAnswer({
  raw,
  vary,
  target,
  found,
  designAt,
  provenance,
  ...rest
}: SizeParts): SizeAnswer {
  const design = designAt(found.size);
  const { simulated } = found;
  const { closedForm } = closedFormOf(design, target);
  const events = simulated.looks.map((look) => look.events.value);
  const nominal = nominalOf(raw, design, events, target);
  const { expected, screened, estimate } = characteristicsOf(simulated);
  const sentence = designSentence(raw, design);
  const interval =
    rest.steady === undefined
      ? `95% Monte Carlo interval ${whole(found.lower)} to ${whole(found.upper)}`
      : 'exact';
  return {
    provenance,
    sentence,
    protocol: protocolOf({
      ...{ raw, design, sentence, boundaries: boundaryScales(design, events) },
      effect: effectWord(estimate.kind),
      times: knownTimes(simulated.looks),
      size: `For a power of ${plain(100 * target)}%, ${whole(found.size)} ${sizedIn(vary)} are needed (${interval}${rest.closedFormSize === null ? '' : `; by the closed form ${wholeUp(rest.closedFormSize)}`}). With ${amountWords(design)} the power is ${shareWords(simulated.rejected, 'alternative')}% (Monte Carlo standard error ${standardError(simulated.rejected.mcse, 100)}).`,
      software: simulatedBy(provenance, found.replicates),
    }),
    assumptions: assumptionsOf(raw),
    design: designSummary(design, target),
    ...{ vary, target, size: found.size, lower: found.lower, upper: found.upper },
    isExact: rest.steady !== undefined,
    power: simulated.rejected,
    ...{ expected, screened, estimate },
    curve: found.curve.map(({ size, power }) => {
      const own = designAt(size);
      const { pattern } = own.accrual;
      return {
        ...{ size, power, duration: pattern[pattern.length - 1]!.to },
        closedForm: closedFormOf(own).closedForm?.power ?? null,
      };
    }),
    replicates: found.replicates,
    closedFormSize: rest.closedFormSize,
    formulas: closedForm?.formulas ?? [],
    nominal,
    notes: [
      ...fromSpent(design),
      ...(rest.steady !== undefined && rest.steady > found.size
        ? [
            `The power of an exact test goes up and down with the size: from ${whole(rest.steady)} patients on every number has it.`,
          ]
        : []),
      ...notesOf(found, vary, rest.closedFormSize, nominal, simulated),
      ...rest.caveats,
    ],
  };
}

function notesOf(
  { size, lower, upper }: FoundSize,
  vary: Vary,
  closed: number | null,
  nominal: Nominal,
  { estimate, looks }: OperatingCharacteristics,
): string[] {
  const notes: string[] = [];
  const what = sizedIn(vary);
  if (closed !== null && Number.isFinite(closed) && (closed < lower || closed > upper))
    notes.push(
      `The closed form has ${wholeUp(closed)} ${what}, outside the interval of the simulated size, ${whole(lower)} to ${whole(upper)}: it is a large-sample result that places looks at their expected times.`,
    );
  const schoenfeld = nominal?.formulas.find(({ name }) => name === 'Schoenfeld');
  const needed = vary === 'events' ? schoenfeld?.events : schoenfeld?.patients;
  if (nominal && needed != null && (needed < lower || needed > upper)) {
    const median = estimate.quantiles.find(({ p }) => p === 0.5);
    const seen = Number.isFinite(median?.value)
      ? `, where the median of the simulated estimates is ${meanWords(median!)}`
      : '';
    notes.push(
      `Schoenfeld's formula at the nominal ratio ${plain(nominal.hazardRatio)} has ${wholeUp(schoenfeld!.events!)} events, from ${wholeUp(schoenfeld!.patients!)} patients${seen}: it would mislead, ${whole(size)} ${what} are needed.`,
    );
  }
  const last = looks[looks.length - 1]!;
  if (last.short.value > 4 * last.short.mcse)
    notes.push(
      `In ${shareWords(last.short, 'alternative')}% (MCSE ${standardError(last.short.mcse, 100)}) of the trials that reach the last look fewer events than planned come.`,
    );
  return notes;
}
