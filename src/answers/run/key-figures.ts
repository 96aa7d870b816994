import { verdictsOf } from '../../estimates/targets.ts';
import type { Cell } from '../../media/cell.ts';
import { plain } from '../../media/numbers.ts';
import type { Column, Table } from '../../media/table.ts';
import { medianCell } from './columns.ts';
import type { RunStrategy } from './schema.ts';

/**
 * The main results of a run, a row for each strategy: survival of the first endpoint at its landmarks, its median, and
 * how many simulated figures lie inside the published intervals.
 */
export function runKeyFigures(strategies: Record<string, RunStrategy>, unit: string): Table {
  const all = Object.entries(strategies);
  const [endpoint] = Object.values(all[0]?.[1].endpoints ?? {});
  const isJudged = all.some(([, { targets }]) => verdictsOf(targets).all.judged > 0);
  const figures: Column[] = endpoint
    ? [
        ...endpoint.survival.map(
          ({ at }): Column => ({
            key: `survival_${plain(at)}`,
            heading: `at ${plain(at)} ${unit}s`,
            error: 'MCSE',
          }),
        ),
        { key: 'median', heading: `median, ${unit}s`, error: 'MCSE' },
      ]
    : [];
  return {
    name: 'key-figures',
    title: endpoint?.title,
    columns: [
      { key: 'strategy', heading: 'strategy', isWord: true },
      ...figures,
      ...(isJudged ? [{ key: 'inside', heading: 'within published intervals' }] : []),
    ],
    rows: all.map(([name, { title, endpoints, targets }]) => {
      const [first] = Object.values(endpoints);
      return {
        key: name,
        cells: [
          title,
          ...(first ? [...survivalCells(first), medianCell(first)] : []),
          ...(isJudged ? [insideCell(targets)] : []),
        ],
      };
    }),
  };
}

function survivalCells({ survival }: RunStrategy['endpoints'][string]): Cell[] {
  return survival.map(({ value, mcse }) => ({ value, mcse, form: { as: 'percent', symbol: true } }));
}

function insideCell(targets: RunStrategy['targets']): Cell {
  const { inside, judged } = verdictsOf(targets).all;
  return judged === 0 ? '-' : `${inside} of ${judged}`;
}
