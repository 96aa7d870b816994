import { countCell } from '../../media/cell.ts';
import { csv } from '../../media/csv.ts';
import { whole } from '../../media/numbers.ts';
import type { Table } from '../../media/table.ts';
import { tableText } from '../../media/text/table-text.ts';
import type { MultiArmDesign } from '../../trial/multi-arm/design.ts';
import type { MultiArmReplicate } from '../../trial/multi-arm/replicate-alone.ts';
import { fixedCell } from '../trial/cells.ts';
import type { MultiArmReplicateAnswer } from './replicate-schema.ts';

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** In the order of the states of a comparison. */
const outcomes = ['not rejected', 'rejected', 'dropped for futility', 'not selected'] as const;

/** The answer of `power --replicate` of a design with several experimental arms. */
export function multiArmReplicateAnswer(
  { replicate, looks, tests, comparisons, patients }: MultiArmReplicate,
  { names, arms, unit }: MultiArmDesign,
): MultiArmReplicateAnswer {
  return {
    replicate: replicate + 1,
    unit,
    arms: arms.map(({ title }) => title),
    looks: looks.map(({ z, ...look }) => ({ ...look, z: z.map(finite) })),
    tests: tests.map(({ look, of, alpha, boundary, z, isRejected }) => ({
      ...{ look: look + 1, of: of.map((i) => names[i]!), alpha },
      ...{ boundary: finite(boundary), z: finite(z), rejected: isRejected },
    })),
    comparisons: comparisons.map(({ state, endedAt, estimate }, i) => ({
      name: names[i]!,
      outcome: outcomes[state]!,
      look: (endedAt < 0 ? looks.length - 1 : endedAt) + 1,
      estimate: finite(estimate),
    })),
    patients,
  };
}

/** The printed answer: what the trial saw, each test in its order, and what became of the arms. */
export function multiArmReplicateText(answer: MultiArmReplicateAnswer): string {
  return [seenTable(answer), testsTable(answer), endTable(answer)].map(tableText).join('\n\n');
}

function seenTable({ replicate, unit, arms, looks }: MultiArmReplicateAnswer): Table {
  return {
    name: 'looks',
    title: `Trial ${whole(replicate)}: ${looks.length === 1 ? 'one look' : `${looks.length} looks`}`,
    columns: [
      { key: 'look', heading: 'look' },
      { key: 'time', heading: unit },
      { key: 'arm', heading: 'arm', isWord: true },
      { key: 'patients', heading: 'patients' },
      { key: 'events', heading: 'events' },
      { key: 'z', heading: 'z' },
    ],
    rows: looks.flatMap(({ time, patients, events, z }, k) =>
      arms.map((title, a) => ({
        key: `look_${k + 1}_${a}`,
        cells: [
          countCell(k + 1),
          { value: time, form: { as: 'plain' } as const },
          title,
          countCell(patients[a]!),
          countCell(events[a]!),
          fixedCell(a === 0 ? null : z[a - 1]!, 4),
        ],
      })),
    ),
  };
}

function testsTable({ tests }: MultiArmReplicateAnswer): Table {
  return {
    name: 'tests',
    title: 'Tests in their order',
    columns: [
      { key: 'look', heading: 'look' },
      { key: 'of', heading: 'comparisons', isWord: true },
      { key: 'alpha', heading: 'alpha' },
      { key: 'boundary', heading: 'boundary' },
      { key: 'z', heading: 'z' },
      { key: 'outcome', heading: '', isWord: true },
    ],
    rows: tests.map(({ look, of, alpha, boundary, z, rejected }, i) => ({
      key: `test_${i + 1}`,
      cells: [
        countCell(look),
        of.join(', '),
        { value: alpha, form: { as: 'plain', most: 6 } },
        fixedCell(boundary, 4),
        fixedCell(z, 4),
        rejected ? 'rejected' : 'stands',
      ],
    })),
  };
}

function endTable({ comparisons }: MultiArmReplicateAnswer): Table {
  return {
    name: 'end',
    title: 'What became of the arms',
    columns: [
      { key: 'arm', heading: 'arm', isWord: true },
      { key: 'outcome', heading: 'outcome', isWord: true },
      { key: 'look', heading: 'at look' },
      { key: 'estimate', heading: 'estimate' },
    ],
    rows: comparisons.map(({ name, outcome, look, estimate }) => ({
      key: name,
      cells: [name, outcome, countCell(look!), fixedCell(estimate, 4)],
    })),
  };
}

/** The patients of one trial when their arm ended, a row each; status 1 is the event. */
export function multiArmPatientsCsv({ patients }: MultiArmReplicateAnswer): string {
  const hasStrata = patients.some(({ stratum }) => stratum !== undefined);
  return csv(
    ['patient', 'arm', ...(hasStrata ? ['stratum'] : []), 'randomised', 'time', 'status'],
    patients.map(({ arm, stratum, randomised, time, event }, i) => [
      ...[i + 1, arm, ...(hasStrata ? [stratum] : []), randomised],
      ...[time, event === null ? null : event ? 1 : 0],
    ]),
  );
}
