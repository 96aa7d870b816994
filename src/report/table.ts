/** A column: its heading, and whether it holds words or numbers. */
export interface Column {
  heading: string;
  align?: 'left' | 'right';
}

/**
 * A table in plain text: words to the left, numbers to the right, two spaces between columns.
 *
 * @param rows cells as they are to be shown
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ heading }, i) =>
    Math.max(width(heading), ...rows.map((row) => width(row[i] ?? ''))),
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
  return [line(columns.map(({ heading }) => heading)), rule, ...rows.map(line)].join('\n');
}

function width(text: string): number {
  return [...text].length;
}
