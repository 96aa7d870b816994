import type { EndpointEstimate } from '../../estimates/index.ts';
import { type Cell, figureCell, percentCell } from '../../media/cell.ts';
import { plain } from '../../media/numbers.ts';
import type { Column, Table } from '../../media/table.ts';
import { medianError } from './median.ts';

/**
 * Survival at the landmarks, median and restricted means of everybody, a row for each endpoint or strategy.
 *
 * @param heading what the rows are: `endpoint` or `strategy`
 * @param of the endpoint, where the rows are strategies
 */
export function headlineTable(
  heading: string,
  rows: readonly [name: string, found: EndpointEstimate][],
  unit: string,
  of?: string,
): Table {
  const what = `survival in percent, median and restricted mean survival time in ${unit}s`;
  const [first] = rows;
  return {
    name: 'headline',
    title: of === undefined ? `${what.charAt(0).toUpperCase()}${what.slice(1)}` : `${of}: ${what}`,
    columns: [
      { key: heading, heading, isWord: true },
      ...(first ? [...survivalColumns(first[1]), ...timeColumns(first[1])] : []),
    ],
    rows: rows.map(([name, found]) => ({
      key: name,
      cells: [name, ...survivalCells(found), ...timeCells(found)],
    })),
  };
}

function survivalColumns({ survival }: EndpointEstimate): Column[] {
  return survival.map(({ at }) => ({
    key: `survival_${plain(at)}`,
    heading: `% at ${plain(at)}`,
    error: 'MCSE',
  }));
}

function survivalCells({ survival }: EndpointEstimate): Cell[] {
  return survival.map(({ value, mcse }) => percentCell(value, mcse));
}

/** Of the median with its interval, and of restricted means. */
function timeColumns({ rmst }: EndpointEstimate): Column[] {
  return [
    { key: 'median', heading: 'median' },
    { key: 'median_ci', heading: '95% Monte Carlo interval', isJoined: true },
    ...rmst.map(
      ({ tau }): Column => ({ key: `rmst_${plain(tau)}`, heading: `RMST(${plain(tau)})`, error: 'MCSE' }),
    ),
  ];
}

function timeCells({ quantiles, rmst }: EndpointEstimate): Cell[] {
  const median = quantiles.find(({ p }) => p === 0.5)!;
  const mcse = medianError(median);
  return [
    figureCell(median.value, mcse, 'not reached'),
    { lower: median.lower, upper: median.upper, mcse, form: { as: 'figure' }, open: 'not reached' },
    ...rmst.map(({ value, mcse: error }) => figureCell(value, error)),
  ];
}
