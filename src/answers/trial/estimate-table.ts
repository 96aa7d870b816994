import { plain } from '../../media/numbers.ts';
import type { Column, Table } from '../../media/table.ts';
import { meanCell } from './cells.ts';
import type { Characteristics } from './schema.ts';

/** The distribution of the estimate at stopping; without rows if no trial has an estimate. */
export function estimateTable({ kind, mean, quantiles }: Characteristics['estimate']): Table {
  const favours = kind === 'hazard ratio' ? ' (treatment over control, below 1 favours treatment)' : '';
  return {
    name: 'estimate',
    title: `Estimated ${kind} when the trial stops${favours}`,
    columns: [
      { key: 'mean', heading: 'mean', error: 'MCSE' },
      ...quantiles.map(
        ({ p }): Column => ({
          key: `quantile_${plain(100 * p)}`,
          heading: `${plain(100 * p)}%`,
          error: 'MCSE',
        }),
      ),
    ],
    rows: mean.value === null ? [] : [{ key: 'estimate', cells: [mean, ...quantiles].map(meanCell) }],
  };
}
