import type { Figure, FigureTable } from '../figures/figure.ts';
import { themed } from '../figures/look.ts';
import { type Html, html, trusted } from '../html.ts';
import { NARROW, WIDE } from '../style.ts';
import { exactly, tableBlock } from './table.ts';

/** More rows than this of a figure's numbers would make the page long to load: every so many is shown. */
const MOST_ROWS = 42;

/**
 * A figure at both widths, its caption, and its numbers behind it.
 *
 * @param more what belongs under the caption: where its published points come from
 * @param isTold whether its numbers stand behind another figure
 */
export function figureBlock(figure: Figure, more?: Html, isTold = false): Html {
  const { id, title, caption, table } = figure;
  return html`<figure id="${id}">
<h3 dir="auto">${title}</h3>
<div class="drawing">${drawing(figure, WIDE, 'wide')}${drawing(figure, NARROW, 'narrow')}</div>
<figcaption>${caption} ${more}</figcaption>
${!isTold && numbers(table, title)}
</figure>
`;
}

function drawing(figure: Figure, width: number, side: string): Html {
  const svg = figure.draw(themed(width));
  // a diagram that cannot be read at this width scrolls
  const scrolls = /^<svg[^>]* data-scroll="true"/.test(svg);
  return scrolls
    ? html`<div class="${side} scroll" tabindex="0" role="region" aria-label="${figure.title}">${trusted(svg)}</div>`
    : html`<div class="${side}">${trusted(svg)}</div>`;
}

function numbers({ header, rows }: FigureTable, title: string): Html {
  if (rows.length === 0) return html``;
  const step = Math.ceil(rows.length / MOST_ROWS);
  const shown = rows.filter((_, i) => i % step === 0 || i === rows.length - 1);
  const isWord = (k: number) => rows.some((row) => typeof row[k] === 'string');
  const table = tableBlock({
    caption: step === 1 ? title : `${title}: every ${ordinal(step)} of ${rows.length} rows`,
    columns: header.map((heading, k) => ({ heading, isWord: isWord(k) })),
    rows: shown.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? exactly(cell, short(cell)) : (cell ?? '-'))),
    ),
  });
  return html`<details class="numbers"><summary>The numbers of this figure</summary>${table}</details>`;
}

function ordinal(step: number): string {
  return step === 2 ? 'second' : step === 3 ? 'third' : `${step}th`;
}

function short(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}
