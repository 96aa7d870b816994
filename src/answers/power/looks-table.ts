import type { Row, Table } from '../../media/table.ts';
import { effectWord, fixedCell, lookColumns, meanCell } from '../trial/cells.ts';
import { boundaryRows, lookRow, plannedRows } from '../trial/look-rows.ts';
import type { ClosedFormFigures } from '../trial/schema.ts';
import type { PowerAnswer } from './schema.ts';

/** The looks: their times, what the trials have by then, and the boundaries on every scale. */
export function looksTable(answer: PowerAnswer): Table {
  const { design, boundaries, alternative } = answer;
  const { looks, unit } = design;
  return {
    name: 'looks',
    title: 'Looks: means over the trials that reach them, and boundaries',
    errors: 'below',
    columns: lookColumns(looks.length),
    rows: [
      ...plannedRows(design, boundaries),
      ...seen(answer, 'time', `${unit} of the look`, 2),
      ...seen(answer, 'events', 'events', 1),
      ...seen(answer, 'patients', 'patients entered', 1),
      ...boundaryRows(design, boundaries, effectWord(alternative.estimate.kind)),
    ],
  };
}

/** Means at each look, by simulation and by the closed form. */
function seen(
  { alternative, closedForm }: PowerAnswer,
  key: 'time' | 'events' | 'patients',
  name: string,
  decimals: number,
): Row[] {
  const expected = (look: ClosedFormFigures['looks'][number]) => fixedCell(look[key], decimals);
  return [
    lookRow(
      key,
      name,
      alternative.looks.map((look) => meanCell(look[key])),
    ),
    ...(closedForm
      ? [lookRow(`${key}_closed_form`, 'closed form', closedForm.looks.map(expected), true)]
      : []),
  ];
}
