import { BOLD } from '../text-width.ts';

/** A letter size in pixels. */
export interface Pen {
  size: number;
  /** size of plain letters that are as wide as bold ones */
  bold: number;
  /** distance between lines */
  line: number;
}

export function penOf(size: number): Pen {
  return { size, bold: size * BOLD, line: Math.round(size * 1.3) };
}
