import type { Look } from '../look.ts';
import type { Box } from './diagram.ts';
import { drawBox } from './draw-box.ts';
import type { Pen } from './pen.ts';
import type { SizedBox } from './size-box.ts';

const BETWEEN = 14;
const ABOVE = 18;
const MARGIN = 2;

/**
 * Draws shared ends in rows below the layers.
 *
 * @returns the drawing and its lower edge; `top` if there are no shared ends
 */
export function drawEnds(
  ends: readonly SizedBox[],
  top: number,
  says: (box: Box) => readonly string[],
  pen: Pen,
  look: Look,
): { body: string; bottom: number } {
  let bottom = top;
  const cells = rowsOf(ends, look.width - 2 * MARGIN).flatMap((row, i) => {
    const tallest = Math.max(...row.map(({ height }) => height));
    const y = bottom + (i === 0 ? ABOVE : BETWEEN) + tallest / 2;
    bottom = y + tallest / 2;
    let left = (look.width - widthOf(row)) / 2;
    return row.map((end) => {
      const x = left + end.width / 2;
      left += end.width + BETWEEN;
      return drawBox(end, { x, y }, says(end.box), pen, look);
    });
  });
  return { body: cells.join(''), bottom: cells.length > 0 ? bottom + MARGIN : top };
}

const widthOf = (row: readonly SizedBox[]) =>
  row.reduce((sum, { width }) => sum + width, BETWEEN * (row.length - 1));

function rowsOf(ends: readonly SizedBox[], width: number): SizedBox[][] {
  const rows: SizedBox[][] = [];
  for (const end of ends) {
    const last = rows.at(-1);
    if (last && widthOf([...last, end]) <= width) last.push(end);
    else rows.push([end]);
  }
  return rows;
}
