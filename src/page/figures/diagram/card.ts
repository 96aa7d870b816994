import { textWidth } from '../text-width.ts';
import type { Arrow, Box } from './diagram.ts';
import type { Exit } from './ends.ts';
import type { Pen } from './pen.ts';
import { marked, PADDING, RULE } from './size-box.ts';
import { wrapEvenly } from './wrap.ts';

/** A state with a list of its transitions. */
export interface Card {
  box: Box;
  title: string[];
  notes: string[];
  rows: Row[];
  top: number;
  height: number;
  /** height at which lines arrive: the middle of the first line */
  entry: number;
}

/** A transition in the list of a card. */
export interface Row {
  arrow: Arrow;
  /** whether its line is not drawn */
  isShort: boolean;
  target: string[];
  label: string[];
  /** whether the label stands on the line of the target */
  isBeside: boolean;
  /** middle of its first line, where its line leaves the card */
  y: number;
}

/** width of the arrow before a target, and indentation of the text after it */
export const GLYPH = 14;
export const INDENT = GLYPH + 5;
const LINES = { title: 3, note: 2, target: 2, label: 3 };
const BEFORE_LABEL = 10;

export function cardOf(
  box: Box,
  mark: string,
  out: readonly Exit[],
  titleOf: (name: string) => string,
  { top, width }: { top: number; width: number },
  pen: Pen,
): Card {
  const inside = width - 2 * PADDING.x;
  const title = wrapEvenly(marked(mark, box.title), inside, pen.bold, LINES.title);
  const notes = box.notes.flatMap((note) => wrapEvenly(note, inside, pen.size, LINES.note));
  const entry = top + PADDING.y + pen.line / 2;
  let y = entry + (title.length + notes.length) * pen.line + (out.length > 0 ? RULE : 0);
  const room = inside - INDENT;
  const rows = out.map(({ arrow, mark }): Row => {
    const taken = arrow.label === '' ? 0 : textWidth(arrow.label, pen.size) + BEFORE_LABEL;
    const isBeside = taken <= room * 0.45;
    const whole = marked(mark, titleOf(arrow.to));
    const target = wrapEvenly(whole, isBeside ? room - taken : room, pen.size, LINES.target);
    const label = arrow.label === '' ? [] : wrapEvenly(arrow.label, room, pen.size, LINES.label);
    const row = { arrow, isShort: mark !== '', target, label, isBeside, y };
    y += (target.length + (isBeside ? 0 : label.length)) * pen.line;
    return row;
  });
  return { box, title, notes, rows, top, entry, height: y - pen.line / 2 + PADDING.y - top };
}
