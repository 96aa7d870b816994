import { plain, standardError, whole, wholeUp } from '../../media/numbers.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { answersAt, type FormulaAnswer } from '../../trial/expected/formulas.ts';
import { closedFormOf } from '../../trial/expected/index.ts';
import type { Vary } from '../../trial/language/resize.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { OperatingCharacteristics, Simulated } from '../../trial/operating-characteristics.ts';
import type { FoundSize } from '../../trial/size.ts';
import { type DesignSummary, summaryOf, type TrialProvenance } from '../power/answer.ts';
import { type Assumption, assumptionsOf } from '../trial/assumptions.ts';
import { quantileCell, shareCell } from '../trial/cells.ts';
import { fromSpent } from '../trial/differences.ts';
import { designSentence } from '../trial/sentence.ts';

export interface SizePoint {
  size: number;
  /** calendar time from the first patient to the last, who is screened or randomised */
  duration: number;
  power: Simulated;
  /** by the closed form; null where there is none */
  closedForm: number | null;
}

/** What `size --json` prints: see `sojourn schema size`. */
export interface SizeFile {
  provenance: TrialProvenance;
  /** of the design at the size found */
  sentence: string;
  assumptions: Assumption[];
  design: DesignSummary;
  vary: Vary;
  target: number;
  size: number;
  /** 95% Monte Carlo interval of the size */
  lower: number;
  upper: number;
  /** whether the size is exact, and its interval itself: of an exact test; else it is simulated */
  isExact: boolean;
  /** of the design at that size */
  power: Simulated;
  expected: OperatingCharacteristics['expected'];
  screened: Simulated | null;
  estimate: OperatingCharacteristics['estimate'];
  curve: SizePoint[];
  replicates: number;
  /** the smallest size by the closed form; null where there is none */
  closedFormSize: number | null;
  formulas: FormulaAnswer[];
  nominal: { hazardRatio: number; formulas: FormulaAnswer[] } | null;
  notes: string[];
}

export interface SizeParts {
  raw: RawTrial;
  vary: Vary;
  target: number;
  found: FoundSize;
  designAt: (size: number) => TrialDesign;
  closedFormSize: number | null;
  /** of an exact test: from which on every size has the power */
  steady?: number;
  provenance: TrialProvenance;
  caveats: readonly string[];
}

/** The whole answer of `size`. */
export function sizeFile({ raw, vary, target, found, designAt, provenance, ...rest }: SizeParts): SizeFile {
  const design = designAt(found.size);
  const { simulated } = found;
  const { closedForm } = closedFormOf(design, target);
  const ratio = raw['nominal-ratio'];
  const events = simulated.looks.map((look) => look.events.value);
  const nominal =
    ratio === undefined || events.some((count) => !(count > 0))
      ? null
      : { hazardRatio: ratio, formulas: answersAt(design, ratio, events, target) };
  const formulas = closedForm?.formulas ?? [];
  return {
    provenance,
    sentence: designSentence(raw, design),
    assumptions: assumptionsOf(raw),
    design: summaryOf(design, target),
    ...{ vary, target, size: found.size, lower: found.lower, upper: found.upper },
    isExact: rest.steady !== undefined,
    power: simulated.rejected,
    expected: simulated.expected,
    screened: simulated.screened,
    estimate: simulated.estimate,
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
    formulas,
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

const things: Record<Vary, string> = { patients: 'patients', events: 'events', duration: 'patients' };

function notesOf(
  { size, lower, upper }: FoundSize,
  vary: Vary,
  closed: number | null,
  nominal: SizeFile['nominal'],
  { estimate, looks }: OperatingCharacteristics,
): string[] {
  const notes: string[] = [];
  const what = things[vary];
  if (closed !== null && Number.isFinite(closed) && (closed < lower || closed > upper))
    notes.push(
      `The closed form has ${wholeUp(closed)} ${what}, outside the interval of the simulated size, ${whole(lower)} to ${whole(upper)}: it is a large-sample result that places looks at their expected times.`,
    );
  const schoenfeld = nominal?.formulas.find(({ name }) => name === 'Schoenfeld');
  const needed = vary === 'events' ? schoenfeld?.events : schoenfeld?.patients;
  if (nominal && needed != null && (needed < lower || needed > upper)) {
    const median = estimate.quantiles.find(({ p }) => p === 0.5)?.value ?? Number.NaN;
    const seen = Number.isFinite(median)
      ? `, where the median of the simulated estimates is ${quantileCell({ p: 0.5, value: median }, estimate.mean)}`
      : '';
    notes.push(
      `Schoenfeld's formula at the nominal ratio ${plain(nominal.hazardRatio)} has ${wholeUp(schoenfeld!.events!)} events, from ${wholeUp(schoenfeld!.patients!)} patients${seen}: it would mislead, ${whole(size)} ${what} are needed.`,
    );
  }
  const last = looks[looks.length - 1]!;
  if (last.short.value > 4 * last.short.mcse)
    notes.push(
      `In ${shareCell(last.short, 'alternative')}% (MCSE ${standardError(last.short.mcse, 100)}) of the trials that get to the last look fewer events than planned come.`,
    );
  return notes;
}
