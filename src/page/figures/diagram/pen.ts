import { BOLD } from '../text-width.ts';

/** A size of letters, in pixels. */
export interface Pen {
  size: number;
  /** size of plain letters that take the room of bold ones */
  bold: number;
  /** from one line to the next */
  line: number;
}

export function penOf(size: number): Pen {
  return { size, bold: size * BOLD, line: Math.round(size * 1.3) };
}
