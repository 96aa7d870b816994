import type { Cell } from '../../media/cell.ts';
import { plain, whole } from '../../media/numbers.ts';
import type { Row, Table } from '../../media/table.ts';
import { effectWord, fixedCell, lookColumns, meanCell, NOTHING } from '../trial/cells.ts';
import type { ClosedFormFigures, DesignSummary } from '../trial/schema.ts';
import type { PowerAnswer } from './schema.ts';

type Boundary = NonNullable<PowerAnswer['boundaries'][number]['efficacy']>;

/** The looks: their times, what the trials have by then, and the boundaries on every scale. */
export function looksTable(answer: PowerAnswer): Table {
  const { design, boundaries } = answer;
  const { looks, unit, sides, information } = design;
  return {
    name: 'looks',
    title: 'Looks: means over the trials that reach them, and boundaries',
    errors: 'below',
    columns: lookColumns(looks.length),
    rows: [
      row(
        'planned_at',
        'planned at',
        looks.map((look) => plannedAt(look, unit)),
      ),
      row(
        'information_fraction',
        information === null ? 'information fraction' : `information fraction (${information})`,
        boundaries.map(({ fraction }) => fixedCell(fraction, 3)),
      ),
      ...seen(answer, 'time', `${unit} of the look`, 2),
      ...seen(answer, 'events', 'events', 1),
      ...seen(answer, 'patients', 'patients entered', 1),
      ...bounds(answer, 'efficacy', sides === 2 ? 'efficacy, either side' : 'efficacy'),
      ...bounds(answer, 'futility', `futility, ${design.binding ? 'binding' : 'non-binding'}`),
    ],
  };
}

function row(key: string, name: string, cells: readonly Cell[], isDetail = false): Row {
  return { key, cells: [name, ...cells], isDetail };
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
    row(
      key,
      name,
      alternative.looks.map((look) => meanCell(look[key])),
    ),
    ...(closedForm ? [row(`${key}_closed_form`, 'closed form', closedForm.looks.map(expected), true)] : []),
  ];
}

/** The boundaries of one side as z, as p and as an effect; no rows if no look has one. */
function bounds(
  { boundaries, alternative }: PowerAnswer,
  side: 'efficacy' | 'futility',
  name: string,
): Row[] {
  const ofSide = boundaries.map((boundary) => boundary[side]);
  if (ofSide.every((boundary) => boundary === null)) return [];
  const cells = (cell: (one: Boundary) => Cell) => ofSide.map((one) => (one ? cell(one) : NOTHING));
  const hasEffect = ofSide.some((boundary) => boundary !== null && boundary.effect !== null);
  const effect = row(
    `${side}_effect`,
    effectWord(alternative.estimate.kind),
    cells((boundary) => fixedCell(boundary.effect, 4)),
    true,
  );
  return [
    row(
      `${side}_z`,
      `${name}, z`,
      cells(({ z }) => fixedCell(z, 4)),
    ),
    row(
      `${side}_p`,
      'p, one-sided',
      cells(({ p }) => ({ value: p, form: { as: 'nominal p-value' } })),
      true,
    ),
    ...(hasEffect ? [effect] : []),
  ];
}

function plannedAt({ events, time, rule }: DesignSummary['looks'][number], unit: string): string {
  const parts = [
    ...(events === undefined ? [] : [`${whole(events)} events`]),
    ...(time === undefined ? [] : [`${unit} ${plain(time, 1)}`]),
  ];
  return parts.join(rule === 'first' ? ' or ' : ' and ');
}
