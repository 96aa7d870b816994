import { type Cell, isInterval, isMark, isNumber } from '../cell.ts';
import { written, writtenError } from '../form.ts';
import type { Table } from '../table.ts';
import { type Html, html, type Value } from './html.ts';
import { exactly, tableBlock } from './table.ts';

/** Additions of a page to a table. */
export interface OnPage {
  /** names of rows by key: titles, or chips with citations */
  names?: ReadonlyMap<string, Value>;
  /** further word columns on the right; their cells by row key */
  columns?: readonly { heading: string; cells: ReadonlyMap<string, Value> }[];
}

const errorWords = { MCSE: 'Monte Carlo standard error', SE: 'standard error' };

/**
 * A table for a page: standard errors in small print beside their figures, and numbers with all digits for programs.
 */
export function tableHtml(table: Table, { names, columns: own = [] }: OnPage = {}): Html {
  const { title, columns, rows, notes = [] } = table;
  if (rows.length === 0) return html``;
  const error = columns.find((column) => column.error)?.error;
  const captions = [title, error && `${title === undefined ? 'S' : 's'}mall: ${errorWords[error]}`];
  const caption = captions.filter((part) => part !== undefined).join('; ');
  return html`${tableBlock({
    ...(caption !== '' && { caption }),
    columns: [
      ...columns.map(({ heading, isWord = false }) => ({ heading, isWord })),
      ...own.map(({ heading }) => ({ heading, isWord: true })),
    ],
    rows: rows.map(({ key = '', cells, isDetail = false }) => [
      ...columns.map((column, k) => {
        const cell = cells[k] ?? '';
        const shown = (k === 0 && names?.get(key)) || cellHtml(cell, column.error !== undefined);
        return k === 0 && isDetail ? html`<span class="detail">${shown}</span>` : shown;
      }),
      ...own.map(({ cells: added }) => added.get(key)),
    ]),
  })}${notes.map((note) => html`<p class="soft small"><bdi>${note}</bdi></p>\n`)}`;
}

/** @param hasError whether the standard error is shown */
export function cellHtml(cell: Cell, hasError = false): Value {
  if (typeof cell === 'string') return cell;
  if (isMark(cell))
    return cell.mark === 'none' ? cell.text : html`<span class="${cell.mark}">${cell.text}</span>`;
  const { mcse = null, form } = cell;
  const shown = (value: number | null, missing = '-') =>
    value === null || Number.isNaN(value) ? missing : exactly(value, written(value, mcse, form));
  if (isInterval(cell))
    return cell.lower === null ? '-' : html`${shown(cell.lower)} to ${shown(cell.upper, cell.open)}`;
  const isKnown = isNumber(cell) && cell.value !== null && cell.mcse !== undefined && cell.mcse !== null;
  if (!hasError || !isKnown) return shown(cell.value, cell.missing);
  return html`${shown(cell.value)} <small class="soft">${writtenError(mcse, form)}</small>`;
}
