import { countCell } from '../../media/cell.ts';
import { whole } from '../../media/numbers.ts';
import type { Table } from '../../media/table.ts';
import { tableText } from '../../media/text/table-text.ts';
import type { TrialDesign } from '../../trial/design.ts';
import type { ReplicateAlone } from '../../trial/replicate-alone.ts';
import { fixedCell } from '../trial/cells.ts';

const ends: Record<ReplicateAlone['decision'], string> = {
  efficacy: 'stopped for efficacy',
  futility: 'stopped for futility',
  opposite: 'claimed the opposite effect',
  none: 'ended without a claim',
};

/** The printed answer of `power --replicate`. @param name number of the trial, from 1 */
export function replicateText(found: ReplicateAlone, design: TrialDesign, name: number): string {
  return tableText(replicateTable(found, design, name));
}

/** What each look of one simulated trial saw, and how it ended. */
function replicateTable(
  { looks, decision, screened, patients }: ReplicateAlone,
  { unit, boundaries }: TrialDesign,
  name: number,
): Table {
  const seen = patients.filter(({ time }) => time !== null).length;
  const all = screened === patients.length ? '' : `, of ${whole(screened)} screened`;
  const known = (value: number) => fixedCell(Number.isFinite(value) ? value : null, 4);
  return {
    name: 'replicate',
    title: `Trial ${whole(name)} ${ends[decision]} at look ${looks.length}; ${whole(seen)} patients by then${all}`,
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
        known(look.z),
        known(boundaries.efficacy[k]!),
        known(boundaries.futility[k]!),
        known(look.estimate),
      ],
    })),
  };
}
