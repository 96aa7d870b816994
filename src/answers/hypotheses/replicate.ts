import { countCell } from '../../media/cell.ts';
import { csv } from '../../media/csv.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Table } from '../../media/table.ts';
import { tableText } from '../../media/text/table-text.ts';
import type { HypothesesDesign } from '../../trial/hypotheses/design.ts';
import type { HypothesesReplicate } from '../../trial/hypotheses/replicate-alone.ts';
import { fixedCell, NOTHING } from '../trial/cells.ts';
import { cohortName } from './names.ts';
import type { HypothesesReplicateAnswer } from './replicate-schema.ts';

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The answer of `power --replicate` of a design with hypotheses. */
export function hypothesesReplicateAnswer(
  { replicate, looks, tests, hypotheses, isSuccess, patients }: HypothesesReplicate,
  design: HypothesesDesign,
): HypothesesReplicateAnswer {
  const nameOf = (h: number) => design.hypotheses[h]!.name;
  return {
    replicate: replicate + 1,
    unit: design.unit,
    looks: looks.map(({ events, ...look }) => ({
      ...look,
      events: events.map((count, c) => ({ of: cohortName(design, c), count })),
    })),
    tests: tests.map(({ look, hypothesis, alpha, boundary, z, isRejected, passedOn }) => ({
      look: look + 1,
      hypothesis: nameOf(hypothesis),
      alpha,
      boundary: finite(boundary),
      z: finite(z),
      rejected: isRejected,
      passedOn: passedOn.map((one) => ({ to: nameOf(one.to), alpha: one.alpha })),
    })),
    hypotheses: hypotheses.map(({ rejectedAt, estimate }, h) => ({
      name: nameOf(h),
      rejectedAt: rejectedAt < 0 ? null : rejectedAt + 1,
      estimate: finite(estimate),
    })),
    success: design.success ? isSuccess : null,
    patients: patients.map(({ endpoints, isMember, ...patient }) => ({
      ...patient,
      populations: design.populations.flatMap(({ name }, p) => (isMember[p] ? [name] : [])),
      endpoints: endpoints.map((one, e) => ({ name: design.endpoints[e]!, ...one })),
    })),
  };
}

/** The printed answer: what the trial saw, each test in its order, and how it ended. */
export function hypothesesReplicateText(answer: HypothesesReplicateAnswer): string {
  return [seenTable(answer), testsTable(answer), endTable(answer)].map(tableText).join('\n\n');
}

function seenTable({ replicate, unit, looks }: HypothesesReplicateAnswer): Table {
  return {
    name: 'looks',
    title: `Trial ${whole(replicate)}: ${looks.length === 1 ? 'one look' : `${looks.length} looks`}`,
    columns: [
      { key: 'look', heading: 'look' },
      { key: 'time', heading: unit },
      { key: 'patients', heading: 'patients' },
      ...looks[0]!.events.map(({ of }) => ({ key: `events_${of}`, heading: `events of ${of}` })),
    ],
    rows: looks.map(({ time, patients, events }, k) => ({
      key: `look_${k + 1}`,
      cells: [
        countCell(k + 1),
        { value: time, form: { as: 'plain' } },
        countCell(patients),
        ...events.map(({ count }) => countCell(count)),
      ],
    })),
  };
}

function testsTable({ tests }: HypothesesReplicateAnswer): Table {
  return {
    name: 'tests',
    title: 'Tests in their order',
    columns: [
      { key: 'look', heading: 'look' },
      { key: 'hypothesis', heading: 'hypothesis', isWord: true },
      { key: 'alpha', heading: 'alpha' },
      { key: 'boundary', heading: 'boundary' },
      { key: 'z', heading: 'z' },
      { key: 'outcome', heading: '', isWord: true },
    ],
    rows: tests.map(({ look, hypothesis, alpha, boundary, z, rejected, passedOn }, i) => ({
      key: `test_${i + 1}`,
      cells: [
        countCell(look),
        hypothesis,
        { value: alpha, form: { as: 'plain', most: 6 } },
        fixedCell(boundary, 4),
        fixedCell(z, 4),
        rejected ? `rejected${passedWords(passedOn)}` : 'stands',
      ],
    })),
  };
}

function passedWords(passedOn: HypothesesReplicateAnswer['tests'][number]['passedOn']): string {
  if (passedOn.length === 0) return '';
  return `; ${passedOn.map(({ to, alpha }) => `${plain(alpha, 6)} to ${to}`).join(', ')}`;
}

function endTable({ hypotheses, success }: HypothesesReplicateAnswer): Table {
  const isSuccess = success === null ? '' : success ? ': a success' : ': no success';
  return {
    name: 'end',
    title: `When the trial ended${isSuccess}`,
    columns: [
      { key: 'hypothesis', heading: 'hypothesis', isWord: true },
      { key: 'rejected', heading: 'rejected at look' },
      { key: 'estimate', heading: 'estimate' },
    ],
    rows: hypotheses.map(({ name, rejectedAt, estimate }) => ({
      key: name,
      cells: [name, rejectedAt === null ? NOTHING : countCell(rejectedAt), fixedCell(estimate, 4)],
    })),
  };
}

/**
 * The patients of one trial when it ended, a row each, with time and status (1 is the event) of every endpoint. A patient who was
 * not yet randomised has no time.
 */
export function hypothesesPatientsCsv({ patients }: HypothesesReplicateAnswer): string {
  const endpoints = patients[0]!.endpoints.map(({ name }) => name);
  const hasStrata = patients.some(({ stratum }) => stratum !== undefined);
  const populations = [...new Set(patients.flatMap((patient) => patient.populations))];
  return csv(
    [
      ...['patient', 'arm', ...(hasStrata ? ['stratum'] : []), ...populations, 'randomised'],
      ...endpoints.flatMap((name) => [`time_${name}`, `status_${name}`]),
    ],
    patients.map(({ arm, stratum, populations: within, randomised, endpoints: own }, i) => [
      ...[i + 1, arm, ...(hasStrata ? [stratum] : [])],
      ...[...populations.map((name) => Number(within.includes(name))), randomised],
      ...own.flatMap(({ time, event }) => [time, event === null ? null : event ? 1 : 0]),
    ]),
  );
}
