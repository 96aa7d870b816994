import type { Cell, NumberCell } from '../../media/cell.ts';
import type { Column, Row, Table } from '../../media/table.ts';
import { exactCell, fixedCell, meanCell, NOTHING, shareCell } from '../trial/cells.ts';
import type { Characteristics, SimulatedFigure } from '../trial/schema.ts';
import type { PowerAnswer } from './schema.ts';

/** Power, type I error, and the expected size and duration of trials. */
export function summaryTable(answer: PowerAnswer): Table {
  const { design, alternative, null: none, nullFutilityObeyed: obeyed, closedForm } = answer;
  const { unit, sides } = design;
  const truths = [
    { key: 'alternative', heading: 'alternative', found: alternative },
    { key: 'null', heading: design.margin === null ? 'no effect' : 'at the margin', found: none },
    { key: 'null_obeyed', heading: 'futility obeyed', found: obeyed },
  ].flatMap(({ found, ...column }) => (found ? [{ ...column, found }] : []));
  const closedColumn: Column[] = closedForm ? [{ key: 'closed_form', heading: 'closed form' }] : [];
  const row = (
    key: string,
    name: string,
    of: (found: Characteristics) => SimulatedFigure | null,
    cell: (one: SimulatedFigure, truth: Characteristics['truth']) => NumberCell,
    closed: Cell = NOTHING,
  ): Row => {
    const [first, ...rest] = truths.map(({ found }) =>
      cell(of(found) ?? { value: null, mcse: null }, found.truth),
    );
    return { key, cells: [name, first!, ...(closedForm ? [closed] : []), ...rest] };
  };
  const expected = (key: 'events' | 'patients' | 'time', name: string, decimals: number) =>
    row(
      key,
      name,
      (found) => found.expected[key],
      meanCell,
      closedForm ? fixedCell(closedForm.expected[key], decimals) : NOTHING,
    );
  const power = exactCell(closedForm?.power ?? null);
  const chance = (kind: 'efficacy' | 'opposite') => exactCell(closedForm?.atAnyLook[kind] ?? null);
  return {
    name: 'summary',
    title: 'Power, type I error, and expected events, patients and duration at stopping',
    columns: [
      { key: 'quantity', heading: '', isWord: true },
      { key: 'alternative', heading: 'alternative', error: 'MCSE' },
      ...closedColumn,
      ...truths.slice(1).map(({ key, heading }): Column => ({ key, heading, error: 'MCSE' })),
    ],
    rows: [
      ...(sides === 2
        ? [
            row('rejected', 'claims of either, %', ({ rejected }) => rejected, shareCell, power),
            row('benefit', 'claims of benefit, %', ({ benefit }) => benefit, shareCell, chance('efficacy')),
            row(
              'opposite',
              'claims of the opposite, %',
              (one) => one.opposite,
              shareCell,
              chance('opposite'),
            ),
          ]
        : [row('rejected', 'claims of benefit, %', ({ rejected }) => rejected, shareCell, power)]),
      ...(truths.some(({ found }) => (found.withoutStatistic.value ?? 0) > 0)
        ? [row('no_statistic', 'no statistic, no claim, %', (one) => one.withoutStatistic, shareCell)]
        : []),
      expected('events', 'events at stopping', 1),
      expected('patients', 'patients entered by then', 1),
      expected('time', `duration, ${unit}s`, 2),
      ...(alternative.screened
        ? [row('screened', 'patients screened', ({ screened }) => screened, meanCell)]
        : []),
    ],
  };
}
