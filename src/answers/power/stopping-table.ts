import { sum } from '../../math/sum.ts';
import { standardError } from '../../media/numbers.ts';
import { table } from '../../media/text/table.ts';
import type { ClosedForm } from '../../trial/expected/index.ts';
import type { OperatingCharacteristics, Simulated } from '../../trial/operating-characteristics.ts';
import { exactPercent, lookColumns, shareCell } from '../trial/cells.ts';
import type { PowerFile } from './answer.ts';

/** Of each look. */
type Chances = { efficacy: number; futility: number; opposite: number }[] | null;

export const chancesOf = (closedForm: ClosedForm | null): Chances => closedForm?.looks ?? null;
export const nullChancesOf = (closedForm: ClosedForm | null): Chances =>
  closedForm?.looks.map((look) => look.null) ?? null;

/** Where trials stop, and why. */
export function stoppingTable(
  title: string,
  { truth, looks, benefit, opposite, withoutStatistic, replicates }: OperatingCharacteristics,
  { boundaries, design }: PowerFile,
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
  const all = { efficacy: benefit, opposite, futility: stoppedForFutility({ looks, replicates }) };
  const rows = kinds.flatMap(({ key, name }) => [
    [name, ...[...looks.map((look) => look[key]), all[key]].map((one) => shareCell(one, truth))],
    ['  MCSE', ...[...looks.map((look) => look[key]), all[key]].map(({ mcse }) => standardError(mcse, 100))],
    ...(closed
      ? [
          [
            '  closed form',
            ...[...closed.map((one) => one[key]), sum(closed.map((one) => one[key]))].map(exactPercent),
          ],
        ]
      : []),
  ]);
  const short = looks.some((look) => look.short.value > 0)
    ? [['fewer events than planned', ...looks.map((look) => shareCell(look.short, 'alternative')), '']]
    : [];
  const unknown = looks.some((look) => look.withoutStatistic.value > 0)
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

/** At any look. Trials stop once: shares of looks are shares of different trials. */
export function stoppedForFutility({
  looks,
  replicates,
}: Pick<OperatingCharacteristics, 'looks' | 'replicates'>): Simulated {
  const value = sum(looks.map(({ futility }) => futility.value));
  return { value, mcse: Math.max(Math.sqrt((value * (1 - value)) / replicates), 1 / replicates) };
}
