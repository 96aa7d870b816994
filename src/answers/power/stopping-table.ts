import type { Cell } from '../../media/cell.ts';
import type { Row, Table } from '../../media/table.ts';
import { exactCell, lookColumns, shareCell } from '../trial/cells.ts';
import type { Characteristics, ClosedFormFigures } from '../trial/schema.ts';
import type { PowerAnswer } from './schema.ts';

type ChancesOfLook = Pick<ClosedFormFigures['looks'][number], 'efficacy' | 'futility' | 'opposite'>;

/** By the closed form, of each look and of any. */
interface Chances {
  looks: ChancesOfLook[];
  all: ChancesOfLook;
}

/** Where trials stop, and why: with the effect, without one, and without one where futility is obeyed that does not bind. */
export function stoppingTables(answer: PowerAnswer): Table[] {
  const { alternative, null: none, nullFutilityObeyed: obeyed, closedForm, boundaries, design } = answer;
  const hasFutility = boundaries.some(({ futility }) => futility);
  const under = closedForm && { looks: closedForm.looks, all: closedForm.atAnyLook };
  const without = closedForm && {
    looks: closedForm.looks.map((look) => look.null),
    all: closedForm.atAnyLook.null,
  };
  const ignored = hasFutility && !design.binding ? '; futility, which is not binding, is not obeyed' : '';
  const kinds = (isObeyed: boolean) => [
    { key: 'efficacy' as const, name: 'stop for efficacy' },
    ...(hasFutility && isObeyed ? [{ key: 'futility' as const, name: 'stop for futility' }] : []),
    ...(design.sides === 2 ? [{ key: 'opposite' as const, name: 'claim the opposite' }] : []),
  ];
  return [
    stoppingTable('alternative', 'Under the alternative', alternative, kinds(true), under),
    ...(none
      ? [stoppingTable('null', 'Without an effect', none, kinds(design.binding), without, ignored)]
      : []),
    ...(obeyed
      ? [stoppingTable('null_obeyed', 'Without an effect', obeyed, kinds(true), null, '; futility is obeyed')]
      : []),
  ];
}

function stoppingTable(
  name: string,
  title: string,
  found: Characteristics,
  kinds: readonly { key: keyof ChancesOfLook; name: string }[],
  closed: Chances | null,
  more = '',
): Table {
  const { truth, looks, benefit, opposite, futility, withoutStatistic } = found;
  const all = { efficacy: benefit, opposite, futility };
  const rows = kinds.flatMap(({ key, name: kind }): Row[] => [
    {
      key,
      cells: [kind, ...[...looks.map((look) => look[key]), all[key]].map((one) => shareCell(one, truth))],
    },
    ...(closed
      ? [
          {
            key: `${key}_closed_form`,
            cells: ['closed form', ...[...closed.looks, closed.all].map((one) => exactCell(one[key]))],
            isDetail: true,
          },
        ]
      : []),
  ]);
  return {
    name: `stopping_${name}`,
    title: `${title}, % of all trials${more}`,
    errors: 'below',
    columns: lookColumns(looks.length, 'all'),
    rows: [
      ...rows,
      ...ofThoseThere('short', 'fewer events than planned', found, ''),
      ...ofThoseThere('withoutStatistic', 'no statistic', found, shareCell(withoutStatistic, 'alternative')),
    ],
  };
}

/** Shares of the trials that get to a look; no row where no trial is so. */
function ofThoseThere(
  key: 'short' | 'withoutStatistic',
  name: string,
  { looks }: Characteristics,
  all: Cell,
): Row[] {
  if (!looks.some((look) => (look[key].value ?? 0) > 0)) return [];
  return [{ key, cells: [name, ...looks.map((look) => shareCell(look[key], 'alternative')), all] }];
}
