import { type Html, html } from '../../media/html/html.ts';
import { cellHtml, tableHtml } from '../../media/html/table-html.ts';
import type { Table } from '../../media/table.ts';

/** With more strategies there is no band of key figures: the tables below have all of them. */
const MOST_STRATEGIES = 5;

/** The main results in a line or two: a row of numbers for one strategy, a table for several. */
export function keyFiguresBlock(table: Table): Html {
  const { title, columns, rows } = table;
  const [only] = rows;
  if (!only || columns.length < 2) return html``;
  if (rows.length === 1)
    return html`<section class="keys" aria-label="Key figures"><p class="soft small"><bdi>${title}</bdi>; small: Monte Carlo standard error</p>
<dl>${columns.slice(1).map(({ heading, error }, k) => html`<div><dt>${heading}</dt><dd>${cellHtml(only.cells[k + 1] ?? '', error !== undefined)}</dd></div>`)}</dl></section>`;
  const left = rows.length - MOST_STRATEGIES;
  return html`<section class="keys" aria-label="Key figures">${tableHtml({ ...table, rows: rows.slice(0, MOST_STRATEGIES) })}${left > 0 && html`<p class="soft small">${left} more ${left === 1 ? 'strategy is' : 'strategies are'} in the tables below.</p>`}</section>`;
}
