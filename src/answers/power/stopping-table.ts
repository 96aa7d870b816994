import { standardError } from '../../media/numbers.ts';
import { table } from '../../media/text/table.ts';
import { exactPercent, lookColumns, shareCell } from '../trial/cells.ts';
import type { Characteristics, ClosedFormFigures } from '../trial/schema.ts';
import type { PowerAnswer } from './schema.ts';

type ChancesOfLook = Pick<ClosedFormFigures['looks'][number], 'efficacy' | 'futility' | 'opposite'>;

/** Of each look, and of any. */
type Chances = { looks: ChancesOfLook[]; all: ChancesOfLook } | null;

export const chancesOf = (closedForm: ClosedFormFigures | null): Chances =>
  closedForm && { looks: closedForm.looks, all: closedForm.atAnyLook };
export const nullChancesOf = (closedForm: ClosedFormFigures | null): Chances =>
  closedForm && { looks: closedForm.looks.map((look) => look.null), all: closedForm.atAnyLook.null };

/** Where trials stop, and why. */
export function stoppingTable(
  title: string,
  { truth, looks, benefit, opposite, futility, withoutStatistic }: Characteristics,
  { boundaries, design }: PowerAnswer,
  closed: Chances,
  isObeyed: boolean,
): string {
  const kinds = [
    { key: 'efficacy' as const, name: 'stop for efficacy' },
    ...(boundaries.some(({ futility }) => futility) && isObeyed
      ? [{ key: 'futility' as const, name: 'stop for futility' }]
      : []),
    ...(design.sides === 2 ? [{ key: 'opposite' as const, name: 'claim the opposite' }] : []),
  ];
  const all = { efficacy: benefit, opposite, futility };
  const rows = kinds.flatMap(({ key, name }) => [
    [name, ...[...looks.map((look) => look[key]), all[key]].map((one) => shareCell(one, truth))],
    ['  MCSE', ...[...looks.map((look) => look[key]), all[key]].map(({ mcse }) => standardError(mcse, 100))],
    ...(closed
      ? [['  closed form', ...[...closed.looks, closed.all].map((one) => exactPercent(one[key]))]]
      : []),
  ]);
  const short = looks.some((look) => look.short.value! > 0)
    ? [['fewer events than planned', ...looks.map((look) => shareCell(look.short, 'alternative')), '']]
    : [];
  const unknown = looks.some((look) => look.withoutStatistic.value! > 0)
    ? [
        [
          'no statistic',
          ...[...looks.map((look) => look.withoutStatistic), withoutStatistic].map((one) =>
            shareCell(one, 'alternative'),
          ),
        ],
      ]
    : [];
  return `${title}\n\n${table(lookColumns(looks.length, 'all'), [...rows, ...short, ...unknown])}`;
}
