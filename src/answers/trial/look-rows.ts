import type { Cell } from '../../media/cell.ts';
import { whole } from '../../media/numbers.ts';
import type { Row } from '../../media/table.ts';
import { fixedCell, NOTHING } from './cells.ts';
import type { Boundary, DesignSummary } from './schema.ts';
import { plannedAt } from './timing-words.ts';

/** A row of a table whose columns are looks. */
export function lookRow(key: string, name: string, cells: readonly Cell[], isDetail = false): Row {
  return { key, cells: [name, ...cells], isDetail };
}

/** The rows that say when looks are planned, and their information fractions. */
export function plannedRows(
  { looks, unit, patients, information }: DesignSummary,
  boundaries: readonly { fraction: number }[],
): Row[] {
  return [
    lookRow(
      'planned_at',
      'planned at',
      looks.map(({ events, eventsOf = [], ...look }) =>
        plannedAt(
          look,
          [
            ...(events === undefined ? [] : [`${whole(events)} events`]),
            ...eventsOf.map(({ of, count }) => `${whole(count)} events of ${of}`),
          ],
          { unit, patients },
        ),
      ),
    ),
    lookRow(
      'information_fraction',
      information === null ? 'information fraction' : `information fraction (${information})`,
      boundaries.map(({ fraction }) => fixedCell(fraction, 3)),
    ),
  ];
}

/** The rows of all boundaries: efficacy, then futility. @param effect word for the estimate at a boundary */
export function boundaryRows(
  { sides, binding }: DesignSummary,
  boundaries: readonly { efficacy: Boundary; futility: Boundary }[],
  effect: string,
): Row[] {
  const ofSide = (side: 'efficacy' | 'futility') => boundaries.map((boundary) => boundary[side]);
  return [
    ...bounds(ofSide('efficacy'), 'efficacy', sides === 2 ? 'efficacy, either side' : 'efficacy', effect),
    ...bounds(ofSide('futility'), 'futility', `futility, ${binding ? 'binding' : 'non-binding'}`, effect),
  ];
}

/** The boundaries of one side as z, as p and as an effect; no rows if no look has one. */
function bounds(
  ofSide: readonly Boundary[],
  side: 'efficacy' | 'futility',
  name: string,
  effect: string,
): Row[] {
  if (ofSide.every((boundary) => boundary === null)) return [];
  const cells = (cell: (one: NonNullable<Boundary>) => Cell) =>
    ofSide.map((one) => (one ? cell(one) : NOTHING));
  const hasEffect = ofSide.some((boundary) => boundary !== null && boundary.effect !== null);
  const effectRow = lookRow(
    `${side}_effect`,
    effect,
    cells((boundary) => fixedCell(boundary.effect, 4)),
    true,
  );
  return [
    lookRow(
      `${side}_z`,
      `${name}, z`,
      cells(({ z }) => fixedCell(z, 4)),
    ),
    lookRow(
      `${side}_p`,
      'p, one-sided',
      cells(({ p }) => ({ value: p, form: { as: 'nominal p-value' } })),
      true,
    ),
    ...(hasEffect ? [effectRow] : []),
  ];
}
