import type { GeneratorName } from '../../kernel/generators.ts';
import type { EngineName } from '../../kernel/primitives/index.ts';
import type { TrialDesign } from '../../trial/design.ts';
import { errorSpent } from '../../trial/expected/error-spent.ts';
import { answersAt, type FormulaAnswer } from '../../trial/expected/formulas.ts';
import { type Information, informationOf } from '../../trial/expected/fractions.ts';
import { type ClosedForm, closedFormOf } from '../../trial/expected/index.ts';
import { boundaryScales, type LookBoundaries } from '../../trial/expected/scales.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { OperatingCharacteristics } from '../../trial/operating-characteristics.ts';
import { type Assumption, assumptionsOf } from '../trial/assumptions.ts';
import { differencesFrom } from '../trial/differences.ts';
import { designSentence } from '../trial/sentence.ts';
import { testWords } from '../trial/words.ts';

/** Where a simulated design comes from: enough to get its figures again. */
export interface TrialProvenance {
  program: 'sojourn';
  version: string;
  design: { file: string; sha256: string; title: string };
  scenario: { file: string; sha256: string; title: string } | null;
  seed: string;
  threads: number;
  engine: EngineName;
  generator: GeneratorName;
  seconds: number;
}

/** A design in brief, as far as tables need it. */
export interface DesignSummary {
  unit: string;
  arms: string[];
  allocation: readonly number[];
  patients: number;
  test: string;
  alpha: number;
  /** error of the first kind that the boundaries spend: alpha, unless they are given */
  errorSpent: number;
  sides: 1 | 2;
  /** power that is looked for; null where the file has none */
  target: number | null;
  looks: TrialDesign['looks'];
  /** whose shares are the information fractions of the looks; null with one look */
  information: Information | null;
  binding: boolean;
}

/** What `power --json` prints: see `sojourn schema power`. */
export interface PowerFile {
  provenance: TrialProvenance;
  sentence: string;
  assumptions: Assumption[];
  design: DesignSummary;
  boundaries: LookBoundaries[];
  alternative: OperatingCharacteristics;
  null: OperatingCharacteristics | null;
  /** the same with futility obeyed that does not bind */
  nullFutilityObeyed: OperatingCharacteristics | null;
  whyNoNull: string | null;
  closedForm: ClosedForm | null;
  whyNoClosedForm: string | null;
  /** formulas at a ratio that somebody would give them, where arms are strategies */
  nominal: { hazardRatio: number; formulas: FormulaAnswer[] } | null;
  notes: string[];
}

export interface PowerParts {
  raw: RawTrial;
  design: TrialDesign;
  target?: number;
  alternative: OperatingCharacteristics;
  null: OperatingCharacteristics | null;
  nullFutilityObeyed?: OperatingCharacteristics;
  whyNoNull?: string;
  provenance: TrialProvenance;
  /** why figures of strategies may not hold */
  caveats: readonly string[];
}

/** The whole answer of `power`. */
export function powerFile({ raw, design, target, alternative, ...rest }: PowerParts): PowerFile {
  const answer = closedFormOf(design, target);
  const { closedForm } = answer;
  const simulated = alternative.looks.map(({ events }) => events.value);
  const events = closedForm?.looks.map((look) => look.events) ?? simulated;
  const nominalRatio = raw['nominal-ratio'];
  const nominal =
    nominalRatio === undefined || simulated.some((count) => !(count > 0))
      ? null
      : { hazardRatio: nominalRatio, formulas: answersAt(design, nominalRatio, simulated, target) };
  return {
    provenance: rest.provenance,
    sentence: designSentence(raw, design),
    assumptions: assumptionsOf(raw),
    design: summaryOf(design, target),
    boundaries: boundaryScales(design, events),
    alternative,
    null: rest.null,
    nullFutilityObeyed: rest.nullFutilityObeyed ?? null,
    whyNoNull: rest.whyNoNull ?? null,
    closedForm,
    whyNoClosedForm: 'why' in answer ? answer.why : null,
    nominal,
    notes: [
      ...differencesFrom(design, { alternative, null: rest.null, closedForm, nominal }),
      ...rest.caveats,
    ],
  };
}

export function summaryOf(design: TrialDesign, target?: number): DesignSummary {
  const { unit, arms, allocation, patients, test, alpha, sides, looks, boundaries } = design;
  return {
    ...{ unit, allocation, patients, alpha, sides, looks, binding: boundaries.binding },
    errorSpent: errorSpent(design),
    information: looks.length === 1 ? null : informationOf(test),
    arms: arms.map(({ title }) => title),
    test: testWords(test, unit),
    target: target ?? null,
  };
}
