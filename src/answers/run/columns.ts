import { type Cell, figureCell, percentCell } from '../../media/cell.ts';
import { plain } from '../../media/numbers.ts';
import type { Column } from '../../media/table.ts';
import type { RunEndpoint } from './schema.ts';

/** A column of percentages for each time. */
export function percentColumns(times: readonly number[], what: string): Column[] {
  return times.map((at) => ({ key: `${what}_${plain(at)}`, heading: `% at ${plain(at)}`, error: 'MCSE' }));
}

export function percentCells(figures: readonly { value: number | null; mcse: number | null }[]): Cell[] {
  return figures.map(({ value, mcse }) => percentCell(value, mcse));
}

/** Columns for the median with its interval, and for restricted means. */
export function timeColumns({ rmst }: RunEndpoint): Column[] {
  return [
    { key: 'median', heading: 'median' },
    { key: 'median_ci', heading: '95% Monte Carlo interval', isJoined: true },
    ...rmst.map(
      ({ tau }): Column => ({ key: `rmst_${plain(tau)}`, heading: `RMST(${plain(tau)})`, error: 'MCSE' }),
    ),
  ];
}

export function timeCells({ quantiles, rmst }: RunEndpoint): Cell[] {
  const { value = null, mcse = null, lower = null, upper = null } = medianOf(quantiles) ?? {};
  return [
    figureCell(value, mcse, NOT_REACHED),
    { lower, upper, mcse, form: { as: 'figure' }, open: NOT_REACHED },
    ...rmst.map((mean) => figureCell(mean.value, mean.mcse)),
  ];
}

const NOT_REACHED = 'not reached';

/** The median as a cell. */
export function medianCell({ quantiles }: RunEndpoint): Cell {
  const { value = null, mcse = null } = medianOf(quantiles) ?? {};
  return figureCell(value, mcse, NOT_REACHED);
}

function medianOf(quantiles: RunEndpoint['quantiles']): RunEndpoint['quantiles'][number] | undefined {
  return quantiles.find(({ p }) => p === 0.5);
}
