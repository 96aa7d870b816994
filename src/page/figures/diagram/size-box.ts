import type { Box } from './diagram.ts';
import type { Exit } from './ends.ts';
import type { Pen } from './pen.ts';
import { widest, wrapEvenly } from './wrap.ts';

/** A box with its text broken into lines. */
export interface SizedBox {
  box: Box;
  title: string[];
  notes: string[];
  /** stubs in rows */
  stubs: Stub[][];
  width: number;
  height: number;
}

/** A short arrow and the text beside it. */
export interface Stub {
  lines: string[];
  /** arrow, gap and text together */
  width: number;
}

export const PADDING = { x: 9, y: 6 };
/** length of a stub's arrow, gap after it, and distance between stubs */
export const STUB = { arrow: 13, gap: 4, between: 10 };
/** space above and below the line over the stubs */
export const RULE = 7;
const LINES_OF_TITLE = 4;
const LINES_OF_NOTE = 3;
const LINES_OF_STUB = 2;
const NARROWEST = 56;

/** A box around its texts, none wider than `width`. */
export function sizeBox(box: Box, mark: string, exits: readonly Exit[], width: number, pen: Pen): SizedBox {
  const title = wrapEvenly(marked(mark, box.title), width, pen.bold, LINES_OF_TITLE);
  const notes = box.notes.flatMap((note) => wrapEvenly(note, width, pen.size, LINES_OF_NOTE));
  const stubs = rowsOf(
    exits.map((exit) => stubOf(exit, width, pen)),
    width,
  );
  const inside = Math.max(
    NARROWEST - 2 * PADDING.x,
    widest(title, pen.bold),
    widest(notes, pen.size),
    ...stubs.map(widthOfRow),
  );
  const height = textHeight({ title, notes, stubs }, pen) + 2 * PADDING.y;
  return { box, title, notes, stubs, width: Math.ceil(inside + 2 * PADDING.x), height };
}

export function textHeight(
  { title, notes, stubs }: Pick<SizedBox, 'title' | 'notes' | 'stubs'>,
  pen: Pen,
): number {
  const lines = title.length + notes.length + stubs.reduce((sum, row) => sum + linesOf(row), 0);
  return lines * pen.line + (stubs.length > 0 ? RULE : 0);
}

export function marked(mark: string, text: string): string {
  return mark === '' ? text : `${mark} ${text}`.trimEnd();
}

function stubOf({ mark, arrow }: Exit, width: number, pen: Pen): Stub {
  const room = width - STUB.arrow - STUB.gap;
  const lines = wrapEvenly(marked(mark, arrow.label), room, pen.size, LINES_OF_STUB);
  return { lines, width: STUB.arrow + STUB.gap + widest(lines, pen.size) };
}

export function linesOf(row: readonly Stub[]): number {
  return Math.max(...row.map(({ lines }) => lines.length));
}

export function widthOfRow(row: readonly Stub[]): number {
  return row.reduce((sum, { width }) => sum + width, STUB.between * (row.length - 1));
}

function rowsOf(stubs: readonly Stub[], width: number): Stub[][] {
  const rows: Stub[][] = [];
  for (const stub of stubs) {
    const last = rows.at(-1);
    if (last && widthOfRow([...last, stub]) <= width) last.push(stub);
    else rows.push([stub]);
  }
  return rows;
}
