import { countCell } from '../../media/cell.ts';
import { whole } from '../../media/numbers.ts';
import type { Table } from '../../media/table.ts';
import { tableText } from '../../media/text/table-text.ts';
import { fixedCell } from '../trial/cells.ts';
import type { ReplicateAnswer } from './replicate-schema.ts';

const ends: Record<ReplicateAnswer['decision'], string> = {
  efficacy: 'stopped for efficacy',
  futility: 'stopped for futility',
  opposite: 'claimed the opposite effect',
  none: 'ended without a claim',
};

/** The printed answer of `power --replicate`. */
export function replicateText(answer: ReplicateAnswer): string {
  const rules = rulesTable(answer);
  return [replicateTable(answer), ...(rules ? [rules] : [])].map((table) => tableText(table)).join('\n\n');
}

/** Which rule each look carried out, and what was planned from then on; undefined without rules. */
function rulesTable({ looks }: ReplicateAnswer): Table | undefined {
  const adapted = looks.flatMap(({ adapted }) => (adapted ? [adapted] : []));
  if (adapted.length === 0) return undefined;
  return {
    name: 'rules',
    title: 'The rule of each look, and what is planned from then on',
    columns: [
      { key: 'look', heading: 'look' },
      { key: 'statistic', heading: 'statistic' },
      { key: 'boundary', heading: 'boundary' },
      { key: 'rule', heading: 'rule', isWord: true },
      { key: 'measured', heading: 'condition' },
      { key: 'planned_events', heading: 'events' },
      { key: 'planned_patients', heading: 'patients' },
    ],
    rows: adapted.map(({ statistic, boundary, rule, measured, plannedEvents, plannedPatients }, k) => ({
      key: `look_${k + 1}`,
      cells: [
        countCell(k + 1),
        fixedCell(statistic, 4),
        fixedCell(boundary, 4),
        rule ?? '-',
        fixedCell(measured, 4),
        plannedEvents === null ? '-' : countCell(plannedEvents),
        countCell(plannedPatients),
      ],
    })),
  };
}

/** The data at each look of one simulated trial, and how it ended. */
function replicateTable({ replicate, unit, looks, decision, screened, patients }: ReplicateAnswer): Table {
  const seen = patients.filter(({ time }) => time !== null).length;
  const all = screened === patients.length ? '' : `, of ${whole(screened)} screened`;
  return {
    name: 'replicate',
    title: `Trial ${whole(replicate)} ${ends[decision]} at look ${looks.length}; ${whole(seen)} patients by then${all}`,
    columns: [
      { key: 'look', heading: 'look' },
      { key: 'time', heading: unit },
      ...['patients', 'events', 'z', 'efficacy', 'futility', 'estimate'].map((heading) => ({
        key: heading,
        heading,
      })),
    ],
    rows: looks.map((look, k) => ({
      key: `look_${k + 1}`,
      cells: [
        countCell(k + 1),
        { value: look.time, form: { as: 'plain' } },
        countCell(look.patients),
        countCell(look.events),
        ...[look.z, look.efficacy, look.futility, look.estimate].map((value) => fixedCell(value, 4)),
      ],
    })),
  };
}
