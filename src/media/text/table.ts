import stringWidth from 'string-width';
import { visibleLine } from './visible.ts';
import { WIDTH, wrapped } from './wrap.ts';

/** A column: its heading, and whether it holds words or numbers. */
export interface Column {
  heading: string;
  align?: 'left' | 'right';
  /** whether it stays beside the column before it, as a standard error does */
  joined?: boolean;
}

/** The column of the standard errors of another column. */
export const MCSE: Column = { heading: 'MCSE', joined: true };

/** Longer names continue on the next line, indented. */
const LONGEST_NAMES = 54;
const SHORTEST_NAME = 14;
/** Longer headings of number columns are broken into lines. */
const LONGEST_HEADING = 22;
const INDENT = '  ';

/**
 * A table in plain text: words aligned left, numbers right, two spaces between columns. The word columns at the start
 * are the row names. A table that is wider than the page becomes several tables below each other, each with the row
 * names.
 *
 * @param cells texts, row by row
 * @param page most columns of characters, unless a group of columns is wider
 */
export function table(
  given: readonly Column[],
  cells: readonly (readonly string[])[],
  page: number = WIDTH,
): string {
  // a terminal would obey control characters in a name, and a line end would break the row
  const columns = given.map((column) => ({ ...column, heading: visibleLine(column.heading) }));
  const rows = cells.map((row) => row.map(visibleLine));
  const isNumber = columns.map(({ align = 'right' }) => align === 'right');
  const first = isNumber.indexOf(true);
  const names = first < 0 ? columns.length : first;
  const natural = columns.map(({ heading }, i) =>
    Math.max(
      ...(isNumber[i] ? wrapped(heading, LONGEST_HEADING) : [heading]).map((line) => stringWidth(line)),
      ...rows.map((row) => stringWidth(row[i] ?? '')),
    ),
  );
  // in a table of words alone, names may take the whole page
  const widths = narrowed(natural, names, first < 0 ? page : LONGEST_NAMES);
  const own = widths.slice(0, names);
  const room = page - sum(own) - 2 * names;
  return partsOf(columns, widths, names, room)
    .map((part) => drawn(columns, rows.filter(isIn(part, names)), widths, [...own.keys(), ...part]))
    .join('\n\n');
}

/** A row that has all its cells in other parts is left out of this one. */
function isIn(part: readonly number[], names: number) {
  return (row: readonly string[]) =>
    part.some((i) => row[i] !== '') || row.slice(names).every((text) => text === '');
}

/** Narrows the widest name columns first. */
function narrowed(natural: readonly number[], names: number, most: number): number[] {
  const widths = [...natural];
  const taken = () => sum(widths.slice(0, names)) + 2 * Math.max(0, names - 1);
  for (let over = taken() - most; over > 0; over = taken() - most) {
    const own = widths.slice(0, names);
    const widest = own.indexOf(Math.max(...own));
    if (widths[widest]! <= SHORTEST_NAME) break;
    widths[widest]!--;
  }
  return widths;
}

/** Groups number columns: as many as fit the page, never separating columns that belong together. */
function partsOf(
  columns: readonly Column[],
  widths: readonly number[],
  names: number,
  room: number,
): number[][] {
  const groups: number[][] = [];
  for (let i = names; i < columns.length; i++) {
    if (columns[i]!.joined && groups.length > 0) groups.at(-1)!.push(i);
    else groups.push([i]);
  }
  const size = (part: readonly number[]) => sum(part.map((i) => widths[i]!)) + 2 * (part.length - 1);
  const parts: number[][] = [[]];
  for (const group of groups) {
    const part = parts.at(-1)!;
    if (part.length === 0 || size([...part, ...group]) <= room) part.push(...group);
    else parts.push([...group]);
  }
  return parts;
}

function drawn(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  part: readonly number[],
): string {
  const isWord = (i: number) => columns[i]!.align === 'left';
  const line = (cells: readonly string[]) =>
    part
      .map((i, k) => {
        const cell = cells[k] ?? '';
        const gap = ' '.repeat(Math.max(0, widths[i]! - stringWidth(cell)));
        return isWord(i) ? cell + gap : gap + cell;
      })
      .join('  ')
      .trimEnd();
  const headings = part.map((i) => wrapped(columns[i]!.heading, widths[i]!));
  const height = Math.max(...headings.map(({ length }) => length));
  const head = Array.from({ length: height }, (_, k) =>
    line(headings.map((lines) => lines[lines.length - height + k] ?? '')),
  );
  const body = rows.flatMap((row) => {
    const cells = part.map((i) => (isWord(i) ? wrapped(row[i] ?? '', widths[i]!, INDENT) : [row[i] ?? '']));
    const tall = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: tall }, (_, k) => line(cells.map((lines) => lines[k] ?? '')));
  });
  const rule = part.map((i) => '-'.repeat(widths[i]!)).join('  ');
  return [...head, rule, ...body].join('\n');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
