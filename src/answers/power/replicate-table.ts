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
  return tableText(replicateTable(answer));
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
