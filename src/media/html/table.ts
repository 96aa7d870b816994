import { type Html, html, type Value } from './html.ts';

export interface PageTable {
  caption?: string;
  /** whether the column holds words, aligned left */
  columns: { heading: string; isWord?: boolean }[];
  rows: Value[][];
}

/** A table that scrolls horizontally if it is wider than the page. */
export function tableBlock({ caption, columns, rows }: PageTable): Html {
  const label = caption ?? columns.map(({ heading }) => heading).join(', ');
  // focusable, so that it can be scrolled by keyboard
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table>
${caption !== undefined && html`<caption><span>${caption}</span></caption>`}
<thead><tr>${columns.map(({ heading, isWord }) => (isWord ? html`<th scope="col" class="word">${heading}</th>` : html`<th scope="col">${heading}</th>`))}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map((cell, k) => cellOf(cell, k === 0, columns[k]?.isWord ?? false))}</tr>\n`)}</tbody>
</table></div>`;
}

function cellOf(cell: Value, isFirst: boolean, isWord: boolean): Html {
  if (!isWord) return html`<td>${cell}</td>`;
  return isFirst
    ? html`<th scope="row" class="word"><bdi>${cell}</bdi></th>`
    : html`<td class="word"><bdi>${cell}</bdi></td>`;
}

/** A number as shown, with all its digits in an attribute for programs. */
export function exactly(value: number | null, shown: string): Value {
  if (value === null || Number.isNaN(value)) return '-';
  return shown === String(value) ? shown : html`<data value="${value}">${shown}</data>`;
}
