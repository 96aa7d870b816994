import type { Cell } from './cell.ts';

/**
 * How an answer is told. A table is built once, as data, in `answers/<command>/tables.ts`; media render it:
 *
 * ```ts
 * const table: Table = {
 *   name: 'survival',
 *   title: 'Survival, time in months',
 *   columns: [
 *     { key: 'endpoint', heading: 'endpoint', isWord: true },
 *     { key: 'survival_24', heading: '% at 24', error: 'MCSE' },
 *   ],
 *   rows: [{ key: 'OS', cells: ['OS', percentCell(0.5647, 0.0005)] }],
 * };
 * tableText(table); tableHtml(table); tableCsv(table);
 * ```
 * - Cells hold whole numbers (a share 0.5647, not 56.47) and a `Form` that says how they are written; nothing is rounded here.
 * - A column with `error` shows the standard error of its cells: beside them in a text, small in the same cell of a page, in a
 *   column of its own in a CSV. With `errors: 'below'` a text has them in a row of their own, as trials' looks do.
 * - A table without rows is shown nowhere. Notes stand below it.
 * - A printed answer is a list of `Section`s of `Block`s (`block.ts`), cut to a screen by `onScreen`.
 * - A page takes the same table and adds what only a page can: names by row key (chips with citations), columns of its own.
 */
export interface Table {
  /** stable name for programs: `survival` */
  name: string;
  title?: string;
  columns: Column[];
  rows: Row[];
  /** where texts show standard errors; beside their figures unless given */
  errors?: 'beside' | 'below';
  /** one line each, below the table */
  notes?: string[];
}

export interface Column {
  /** stable and unique within the table, for programs: `survival_24` */
  key: string;
  heading: string;
  /** words are aligned left; the word columns at the start of a table name its rows */
  isWord?: boolean;
  /** heading of the column's standard errors; without it they are not shown */
  error?: 'MCSE' | 'SE';
  /** stays beside the column before it, however narrow the page */
  isJoined?: boolean;
}

export interface Row {
  /** stable key of the row, for pages that give rows other names */
  key?: string;
  /** one cell for each column */
  cells: Cell[];
  /** continues the row above it */
  isDetail?: boolean;
}
