import type { Cell } from '../../media/cell.ts';
import type { Row, Table } from '../../media/table.ts';
import { exactCell, lookColumns, shareCell } from '../trial/cells.ts';
import type { Characteristics, ClosedFormFigures } from '../trial/schema.ts';
import { nullWords } from '../trial/summary.ts';
import type { PowerAnswer } from './schema.ts';

type ChancesOfLook = Pick<ClosedFormFigures['looks'][number], 'efficacy' | 'futility' | 'opposite'>;

/** Probabilities by the closed form, at each look and at any look. */
interface Chances {
  looks: ChancesOfLook[];
  all: ChancesOfLook;
}

/**
 * Probabilities of stopping, by reason: under the alternative, without an effect, and without an effect if non-binding
 * futility is obeyed.
 */
export function stoppingTables(answer: PowerAnswer): Table[] {
  const { alternative, null: none, nullFutilityObeyed: obeyed, closedForm, boundaries, design } = answer;
  const hasFutility = boundaries.some(({ futility }) => futility);
  const under = closedForm && { looks: closedForm.looks, all: closedForm.atAnyLook };
  const without = closedForm && {
    looks: closedForm.looks.map((look) => look.null),
    all: closedForm.atAnyLook.null,
  };
  const withoutObeyed = closedForm?.atAnyLook.nullObeyed
    ? { looks: closedForm.looks.map((look) => look.nullObeyed!), all: closedForm.atAnyLook.nullObeyed }
    : null;
  const ignored = hasFutility && !design.binding ? '; futility, which is not binding, is not obeyed' : '';
  const kinds = (isObeyed: boolean) => [
    { key: 'efficacy' as const, name: 'stop for efficacy' },
    ...(hasFutility && isObeyed ? [{ key: 'futility' as const, name: 'stop for futility' }] : []),
    ...(design.sides === 2 ? [{ key: 'opposite' as const, name: 'claim the opposite' }] : []),
  ];
  return [
    stoppingTable('alternative', 'Under the alternative', alternative, kinds(true), under),
    ...(none
      ? [stoppingTable('null', nullWords(design), none, kinds(design.binding), without, ignored)]
      : []),
    ...(obeyed
      ? [
          stoppingTable(
            'null_obeyed',
            nullWords(design),
            obeyed,
            kinds(true),
            withoutObeyed,
            '; futility is obeyed',
          ),
        ]
      : []),
  ];
}

function stoppingTable(
  name: string,
  title: string,
  characteristics: Characteristics,
  kinds: readonly { key: keyof ChancesOfLook; name: string }[],
  closed: Chances | null,
  more = '',
): Table {
  const { truth, looks, benefit, opposite, futility, withoutStatistic } = characteristics;
  const all = { efficacy: benefit, opposite, futility };
  const rows = kinds.flatMap(({ key, name: kind }): Row[] => [
    {
      key,
      cells: [
        kind,
        ...[...looks.map((look) => look[key]), all[key]].map((figure) => shareCell(figure, truth)),
      ],
    },
    ...(closed
      ? [
          {
            key: `${key}_closed_form`,
            cells: [
              'closed form',
              ...[...closed.looks, closed.all].map((probabilities) => exactCell(probabilities[key])),
            ],
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
      ...ofThoseThere('short', 'fewer events than planned', characteristics, ''),
      ...ofThoseThere(
        'withoutStatistic',
        'no statistic',
        characteristics,
        shareCell(withoutStatistic, 'alternative'),
      ),
    ],
  };
}

/** Shares of the trials that reach a look; no row if there are no such trials. */
function ofThoseThere(
  key: 'short' | 'withoutStatistic',
  name: string,
  { looks }: Characteristics,
  all: Cell,
): Row[] {
  if (!looks.some((look) => (look[key].value ?? 0) > 0)) return [];
  return [{ key, cells: [name, ...looks.map((look) => shareCell(look[key], 'alternative')), all] }];
}
