import type { Cell } from '../../../media/cell.ts';
import type { Row, Table } from '../../../media/table.ts';
import { fixedCell } from '../cells.ts';
import type { LookSummary } from '../look-summary.ts';
import type { Style, StyledDesign } from './style.ts';

/** Rows with the names that `summary` of rpact gives them: stages as columns. */
export const rpact: Style = { name: 'rpact', table };

const EMPTY: Cell = '';

function table({ unit, looks, expected }: StyledDesign): Table {
  const last = looks.length - 1;
  const hasFutility = looks.some(({ futility }) => futility !== null);
  const row = (key: string, name: string, cell: (look: LookSummary, k: number) => Cell): Row => ({
    key,
    cells: [name, ...looks.map(cell)],
  });
  const once = (key: string, name: string, value: number, decimals: number) =>
    row(key, name, (_, k) => (k === 0 ? fixedCell(value, decimals) : EMPTY));
  const boundary =
    (
      side: 'efficacy' | 'futility',
      of: (one: NonNullable<LookSummary['efficacy']>) => number | null,
      decimals = 3,
    ) =>
    (look: LookSummary): Cell => {
      const one = look[side];
      return one ? fixedCell(of(one), decimals) : EMPTY;
    };
  /** the chance of each stage but the last, from cumulative ones */
  const exit = (key: string, name: string, sumAt: (look: LookSummary) => number) =>
    row(key, name, (look, k) =>
      k === last ? EMPTY : fixedCell(sumAt(look) - (k > 0 ? sumAt(looks[k - 1]!) : 0), 4),
    );
  const futilityRows: Row[] = hasFutility
    ? [
        exit('exit_futility_null', 'Exit probability for futility (under H0)', (look) => look.obeyed!.null),
        exit('exit_futility', 'Exit probability for futility (under H1)', (look) => look.obeyed!.alternative),
        row('alpha_obeyed', 'Cumulative alpha if futility is obeyed', ({ obeyed }) =>
          fixedCell(obeyed!.alpha, 4),
        ),
      ]
    : [];
  return {
    name: 'style_rpact',
    title: 'By the closed form, in the manner of rpact',
    columns: [
      { key: 'quantity', heading: 'Stage', isWord: true },
      ...looks.map((_, k) => ({ key: `stage_${k + 1}`, heading: String(k + 1) })),
    ],
    rows: [
      row('information', 'Information rate, %', ({ fraction }) => fixedCell(100 * fraction, 1)),
      row(
        'efficacy_z',
        'Efficacy boundary (z-value scale)',
        boundary('efficacy', ({ z }) => z),
      ),
      ...(hasFutility
        ? [
            row(
              'futility_z',
              'Futility boundary (z-value scale)',
              boundary('futility', ({ z }) => z),
            ),
          ]
        : []),
      row('power', 'Overall power', ({ power }) => fixedCell(power, 4)),
      once('expected_patients', 'Expected number of subjects', expected.patients, 1),
      row('patients', 'Number of subjects', ({ patients }) => fixedCell(patients, 1)),
      once('expected_events', 'Expected number of events', expected.events, 1),
      row('events', 'Cumulative number of events', ({ events }) => fixedCell(events, 1)),
      row('time', `Analysis time, ${unit}s`, ({ time }) => fixedCell(time, 1)),
      once('expected_time', `Expected study duration, ${unit}s`, expected.time, 1),
      row('alpha_spent', 'Cumulative alpha spent', ({ alphaSpent }) => fixedCell(alphaSpent, 4)),
      row(
        'level',
        'One-sided local significance level',
        boundary('efficacy', ({ p }) => p, 4),
      ),
      row(
        'efficacy_effect',
        'Efficacy boundary (t)',
        boundary('efficacy', ({ effect }) => effect),
      ),
      ...(hasFutility
        ? [
            row(
              'futility_effect',
              'Futility boundary (t)',
              boundary('futility', ({ effect }) => effect),
            ),
          ]
        : []),
      ...(last > 0
        ? [
            exit('exit_null', 'Exit probability for efficacy (under H0)', ({ alphaSpent }) => alphaSpent),
            exit('exit', 'Exit probability for efficacy (under H1)', ({ power }) => power),
          ]
        : []),
      ...futilityRows,
    ],
    notes: ['(t): treatment effect scale.'],
  };
}
