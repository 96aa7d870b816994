import { visibleLine } from './visible.ts';

/** A column: its heading, and whether it holds words or numbers. */
export interface Column {
  heading: string;
  align?: 'left' | 'right';
}

/**
 * A table in plain text: words to the left, numbers to the right, two spaces between columns.
 *
 * @param given cells as they are to be shown; what a terminal would obey is made visible, and a line end is a blank
 */
export function table(columns: readonly Column[], given: readonly (readonly string[])[]): string {
  const rows = given.map((row) => row.map(visibleLine));
  const headings = columns.map(({ heading }) => visibleLine(heading));
  const widths = headings.map((heading, i) =>
    rows.reduce((widest, row) => Math.max(widest, width(row[i] ?? '')), width(heading)),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align = 'right' }, i) => {
        const cell = cells[i] ?? '';
        const gap = ' '.repeat(widths[i]! - width(cell));
        return align === 'left' ? cell + gap : gap + cell;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((size) => '-'.repeat(size)).join('  ');
  return [line(headings), rule, ...rows.map(line)].join('\n');
}

function width(text: string): number {
  return [...text].length;
}
