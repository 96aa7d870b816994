import { type Cell, figureCell, percentCell } from '../../media/cell.ts';
import { plain } from '../../media/numbers.ts';
import type { Column, Row, Table } from '../../media/table.ts';
import { BEYOND_CHANCE, isBeyondChance } from '../../study/compare/index.ts';
import { neededInterval } from '../psa/tables.ts';
import { differenceCell, supportedCell, UNCERTAINTY, uncertaintyCell } from './cells.ts';
import type { CompareStrategy, Difference } from './schema.ts';

const STRATEGY: Column = { key: 'strategy', heading: 'strategy', isWord: true };

/**
 * Number needed to treat, and the shares of patients whose event comes later, together or earlier, for the first
 * endpoint.
 *
 * @param isBrief only the last landmark
 */
export function livesTable(
  comparisons: Record<string, CompareStrategy>,
  unit: string,
  isBrief = false,
): Table {
  const shown = ({ survival }: CompareStrategy) => (isBrief ? survival.slice(-1) : survival);
  const all = Object.entries(comparisons);
  const [, first] = all[0]!;
  const outcomes = ['longer', 'same', 'shorter'] as const;
  const hasDash = all.some(
    ([, comparison]) =>
      !comparison.lives || shown(comparison).some(({ numberNeededToTreat: needed }) => needed === null),
  );
  return {
    name: 'lives',
    title: `${first.endpointTitle}: number needed to treat at a time in ${unit}s (negative: to harm); percent of patients whose event comes later under the strategy, in the same row of the grid, or earlier`,
    columns: [
      STRATEGY,
      ...shown(first).map(
        ({ at }): Column => ({ key: `nnt_${plain(at)}`, heading: `NNT at ${plain(at)}`, error: 'MCSE' }),
      ),
      { key: 'later', heading: 'later', error: 'MCSE' },
      { key: 'same', heading: 'same', error: 'MCSE' },
      { key: 'earlier', heading: 'earlier', error: 'MCSE' },
    ],
    rows: all.flatMap(([name, one]): Row[] => [
      {
        key: name,
        cells: [
          name,
          ...shown(one).map(({ numberNeededToTreat: needed }) =>
            figureCell(needed?.value ?? null, needed?.mcse ?? null),
          ),
          ...outcomes.map((who) =>
            percentCell(one.lives?.[who].value ?? null, one.lives?.[who].mcse ?? null),
          ),
        ],
      },
      ...(one.hazardRatio.uncertainty
        ? [
            {
              key: `${name} uncertainty`,
              isDetail: true,
              cells: [
                UNCERTAINTY,
                ...shown(one).map(neededCell),
                ...outcomes.map((who) => uncertaintyCell(one.lives?.[who] ?? {}, 'percent', false)),
              ],
            },
          ]
        : []),
    ]),
    notes: hasDash
      ? ['-: the difference is smaller than four standard errors, or the endpoint censors.']
      : [],
  };
}

function neededCell({ uncertainty }: CompareStrategy['survival'][number]): Cell {
  const needed = uncertainty?.numberNeededToTreat;
  if (!needed || uncertainty.mean === null || uncertainty.mcse === null) return '-';
  return neededInterval(needed, uncertainty.mcse / uncertainty.mean ** 2);
}

/** The share of all patients who belong to a subgroup, under each strategy. */
export function sizeTable(rows: readonly [strategy: string, Difference][], reference: string): Table {
  const [, first] = rows[0]!;
  // equal sizes do not prove the same patients; unequal sizes prove different ones
  const others = rows.filter(([, { difference }]) => difference !== 0).map(([name]) => name);
  return {
    name: 'sizes',
    columns: [STRATEGY, { key: 'percent', heading: '% of all', error: 'MCSE' }],
    rows: [
      { key: reference, cells: [reference, supportedCell(first.reference, { as: 'percent' })] },
      ...rows.map(([name, { strategy }]) => ({
        key: name,
        cells: [name, supportedCell(strategy, { as: 'percent' })],
      })),
    ],
    notes:
      others.length === 0
        ? []
        : [
            `Under ${others.join(', ')} this group contains other patients: a difference within it is not an effect of the strategy alone.`,
          ],
  };
}

/** Proportions whose difference is beyond chance; the JSON has all of them. */
export function proportionTable(entries: readonly [string, CompareStrategy][]): Table {
  return {
    name: 'proportions',
    title: `Proportions that differ by ${BEYOND_CHANCE} standard errors or more; difference in percentage points`,
    columns: [
      { key: 'proportion', heading: 'proportion', isWord: true },
      STRATEGY,
      { key: 'reference', heading: 'reference, %' },
      { key: 'strategy_percent', heading: 'strategy, %' },
      { key: 'difference', heading: 'difference', error: 'MCSE' },
    ],
    rows: entries.flatMap(([strategy, { proportions }]) =>
      Object.values(proportions)
        .filter(isBeyondChance)
        .flatMap((one): Row[] => [
          {
            cells: [
              one.title,
              strategy,
              percentCell(one.reference.value, one.reference.mcse),
              percentCell(one.strategy.value, one.strategy.mcse),
              differenceCell(one, 'percent'),
            ],
          },
          ...(one.uncertainty
            ? [{ isDetail: true, cells: [UNCERTAINTY, '', '', '', uncertaintyCell(one, 'percent')] }]
            : []),
        ]),
    ),
  };
}
