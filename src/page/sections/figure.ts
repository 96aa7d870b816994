import { type Html, html, trusted } from '../../media/html/html.ts';
import { exactly, tableBlock } from '../../media/html/table.ts';
import { figure as written } from '../../media/numbers.ts';
import type { Figure, FigureTable } from '../figures/figure.ts';
import { themed } from '../figures/look.ts';
import { MIDDLE, NARROW, WIDE } from '../style.ts';

const MARGIN = 4;

/** A longer table of a figure's numbers would slow the page down: only every k-th row is shown. */
const MOST_ROWS = 42;

/**
 * A figure at both widths, with its caption and a table of its numbers.
 *
 * @param more goes below the caption: the sources of published points
 */
export function figureBlock(figure: Figure, more?: Html): Html {
  const { title, table } = figure;
  return whole(
    figure,
    html`${drawing(figure, WIDE, 'wide')}${drawing(figure, NARROW, 'narrow')}`,
    more,
    numbers(table, title),
  );
}

/** A figure at one width, whose numbers are in the table of another figure; it scrolls on a phone. */
export function smallBlock(figure: Figure): Html {
  return whole(figure, scrolling(figure.title, padded(figure.draw(themed(MIDDLE - 2 * MARGIN))), ''));
}

function whole({ id, title, caption }: Figure, drawn: Html, ...below: (Html | undefined)[]): Html {
  const [more, table] = below;
  return html`<figure id="figure-${id}">
<h3 dir="auto">${title}</h3>
<div class="drawing">${drawn}</div>
<figcaption>${caption} ${more}</figcaption>
${table}
</figure>
`;
}

function drawing(figure: Figure, width: number, side: string): Html {
  const svg = padded(figure.draw(themed(width - 2 * MARGIN)));
  // a diagram that is unreadable at this width scrolls
  const scrolls = /^<svg[^>]* data-scroll="true"/.test(svg);
  return scrolls ? scrolling(figure.title, svg, side) : html`<div class="${side}">${trusted(svg)}</div>`;
}

/** Room at the sides, in case the reader's fonts are wider than the font used for measuring. */
function padded(svg: string): string {
  return svg.replace(
    /^(<svg[^>]*) viewBox="0 0 (\d+) (\d+)" width="\d+"/,
    (_, start, width, height) =>
      `${start} viewBox="-${MARGIN} 0 ${Number(width) + 2 * MARGIN} ${height}" width="${Number(width) + 2 * MARGIN}"`,
  );
}

/** focusable, so that it can be scrolled by keyboard */
function scrolling(title: string, svg: string, side: string): Html {
  return html`<div class="${side} scroll" tabindex="0" role="region" aria-label="${title}">${trusted(svg)}</div>`;
}

function numbers({ header, rows, errors }: FigureTable, title: string): Html {
  if (rows.length === 0) return html``;
  const step = Math.ceil(rows.length / MOST_ROWS);
  const shown = [...rows.entries()].filter(([i]) => i % step === 0 || i === rows.length - 1);
  const isWord = (k: number) => rows.some((row) => typeof row[k] === 'string');
  const table = tableBlock({
    caption: step === 1 ? title : `${title}: every ${ordinal(step)} of ${rows.length} rows`,
    columns: header.map((heading, k) => ({ heading, isWord: isWord(k) })),
    rows: shown.map(([i, row]) =>
      row.map((cell, k) =>
        typeof cell === 'number' ? exactly(cell, short(cell, errors?.[i]?.[k] ?? null)) : (cell ?? '-'),
      ),
    ),
  });
  return html`<details class="numbers"><summary>The numbers of this figure</summary>${table}</details>`;
}

function ordinal(step: number): string {
  return step === 2 ? 'second' : step === 3 ? 'third' : `${step}th`;
}

/** The digits that the standard error supports; five significant digits for figures without simulation. */
function short(value: number, mcse: number | null): string {
  if (mcse !== null) return written(value, mcse);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}
