import { heapColumns } from '../columns.ts';
import { type EventTable, eventTable } from '../event-table.ts';
import type { LookData } from '../look-data.ts';
import { typescriptLoops } from '../loops/typescript/index.ts';
import type { StatisticOptions } from './statistic.ts';
import { preparedStrataFilling } from './strata-table.ts';

/** Makes the event table of a look, reused by each call. Patients censored at a time are at risk at it. */
export function preparedEventTable({
  strata,
  largest,
  loops = typescriptLoops,
  table = eventTable(largest, heapColumns),
}: StatisticOptions): (data: LookData) => EventTable {
  const fill = strata > 1 ? preparedStrataFilling(strata) : loops.tabulate;
  return (data) => {
    fill(table, data);
    return table;
  };
}
