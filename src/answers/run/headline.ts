import type { Table } from '../../media/table.ts';
import { percentCells, percentColumns, timeCells, timeColumns } from './columns.ts';
import type { RunEndpoint } from './schema.ts';

/**
 * Survival at the landmarks, median and restricted means of all patients, a row for each endpoint or strategy.
 *
 * @param heading says what rows are: `endpoint` or `strategy`
 * @param of the endpoint, if rows are strategies
 */
export function headlineTable(
  heading: string,
  rows: readonly [name: string, found: RunEndpoint][],
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
      ...(first
        ? [
            ...percentColumns(
              first[1].survival.map(({ at }) => at),
              'survival',
            ),
            ...timeColumns(first[1]),
          ]
        : []),
    ],
    rows: rows.map(([name, endpoint]) => ({
      key: name,
      cells: [name, ...percentCells(endpoint.survival), ...timeCells(endpoint)],
    })),
  };
}
