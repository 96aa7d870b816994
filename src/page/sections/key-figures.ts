import { type Html, html } from '../../media/html/html.ts';
import { cellHtml, tableHtml } from '../../media/html/table-html.ts';
import type { Table } from '../../media/table.ts';

/** More strategies than these would be no short band: the tables below have the others. */
const MOST_STRATEGIES = 5;

/** What was found, in a line or two: of one strategy a row of numbers under their names, of several a table. */
export function keyFiguresBlock(table: Table): Html {
  const { title, columns, rows } = table;
  const [only] = rows;
  if (!only || columns.length < 2) return html``;
  if (rows.length === 1)
    return html`<section class="keys" aria-label="Key figures"><p class="soft small"><bdi>${title}</bdi>; small: Monte Carlo standard error</p>
<dl>${columns.slice(1).map(({ heading, error }, k) => html`<div><dt>${heading}</dt><dd>${cellHtml(only.cells[k + 1] ?? '', error !== undefined)}</dd></div>`)}</dl></section>`;
  const left = rows.length - MOST_STRATEGIES;
  return html`<section class="keys" aria-label="Key figures">${tableHtml({ ...table, rows: rows.slice(0, MOST_STRATEGIES) })}${left > 0 && html`<p class="soft small">${left} more ${left === 1 ? 'strategy stands' : 'strategies stand'} below.</p>`}</section>`;
}
