import { always, type Section } from '../../media/block.ts';
import { csv } from '../../media/csv.ts';
import { plain, standardError, whole } from '../../media/numbers.ts';
import type { Table } from '../../media/table.ts';
import type { HypothesesCharacteristics } from '../../trial/hypotheses/characteristics.ts';
import type { HypothesesDesign } from '../../trial/hypotheses/design.ts';
import type { RawTrial } from '../../trial/language/schema.ts';
import type { FoundSize } from '../../trial/size.ts';
import { leftOut } from '../run/evidence.ts';
import { assumptionLines, assumptionsOf } from '../trial/assumptions.ts';
import { shareCell, shareWords } from '../trial/cells.ts';
import { known } from '../trial/characteristics.ts';
import type { TrialProvenance } from '../trial/schema.ts';
import { characteristicsOf, summaryOf } from './answer.ts';
import { hypothesesSentence } from './sentence.ts';
import type { HypothesesSizeAnswer } from './size-schema.ts';
import { expectedTable, hypothesesTable, looksTable, powerTable } from './tables.ts';

export interface HypothesesSizeParts {
  /** the design at the size found, as its file would say it */
  raw: RawTrial;
  design: HypothesesDesign;
  vary: HypothesesSizeAnswer['vary'];
  of: string;
  target: number;
  found: FoundSize<HypothesesCharacteristics>;
  provenance: TrialProvenance;
  /** caveats of the scenario's strategies */
  caveats: readonly string[];
}

/** The answer of `size` for a design with hypotheses. */
export function hypothesesSizeAnswer(parts: HypothesesSizeParts): HypothesesSizeAnswer {
  const { raw, design, vary, of, target, found, provenance, caveats } = parts;
  const { size, lower, upper, simulated, curve, replicates } = found;
  const atSize = characteristicsOf(
    simulated,
    design.hypotheses.map(({ name }) => name),
  );
  const own = atSize.hypotheses.find(({ name }) => name === of);
  const power = own?.rejected ?? (of === 'any' ? atSize.any : of === 'all' ? atSize.all : atSize.success!);
  return {
    ...{ provenance, sentence: hypothesesSentence(raw, design), assumptions: assumptionsOf(raw) },
    ...{ design: summaryOf(design), vary, of, target, size, lower, upper, power, atSize, replicates },
    curve: curve.map((point) => ({ size: point.size, power: known(point.power) })),
    notes: [...caveats],
  };
}

/** The sections of the printed answer. */
export function hypothesesSizeSections(answer: HypothesesSizeAnswer): Section[] {
  const { sentence, assumptions, atSize, design, notes, provenance } = answer;
  const asPower = { design, alternative: atSize };
  return [
    always({ paragraph: answerLine(answer) }),
    always({ paragraph: sentence }),
    { blocks: [{ title: 'Assumptions', list: assumptionLines(assumptions) }], rank: 2, name: 'assumptions' },
    always({ table: curveTable(answer) }),
    always({ table: powerTable(asPower) }),
    { blocks: [{ table: hypothesesTable(asPower) }], rank: 3, name: 'the graph' },
    { blocks: [{ table: looksTable(asPower) }], rank: 1, name: 'the looks' },
    always({ table: expectedTable(asPower) }),
    always({ list: notes }),
    always(...(provenance.scenario ? [{ paragraph: `${leftOut(provenance.scenario.file)}.` }] : [])),
  ];
}

/** The size, its interval, and an independent check of its power. */
function answerLine({ of, target, size, lower, upper, power }: HypothesesSizeAnswer): string {
  const checked = `independent check at this size: power ${shareWords(power, 'alternative')}% (MCSE ${standardError(power.mcse!, 100)})`;
  return `${whole(size)} patients for ${plain(100 * target)}% power ${ofWords(of)} (95% Monte Carlo interval ${whole(lower)} to ${whole(upper)}); ${checked}.`;
}

function ofWords(of: string): string {
  if (of === 'any') return 'to reject any hypothesis';
  if (of === 'all') return 'to reject all hypotheses';
  return of === 'success' ? 'for a success' : `to reject ${of}`;
}

function curveTable({ curve, of }: HypothesesSizeAnswer): Table {
  return {
    name: 'curve',
    title: `Power ${ofWords(of)}, by size`,
    columns: [
      { key: 'patients', heading: 'patients' },
      { key: 'power', heading: 'power, %', error: 'MCSE' },
    ],
    rows: curve.map(({ size, power }) => ({
      key: String(size),
      cells: [{ value: size, form: { as: 'count' } }, shareCell(power, 'alternative')],
    })),
  };
}

/** A row for each size on the power curve. */
export function hypothesesCurveCsv({ curve }: HypothesesSizeAnswer): string {
  return csv(
    ['patients', 'power', 'mcse'],
    curve.map(({ size, power }) => [size, power.value, power.mcse]),
  );
}
