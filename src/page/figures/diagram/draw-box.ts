import type { Look } from '../look.ts';
import { element, tenths, textElement } from '../svg.ts';
import { drawGlyph, group } from './draw-arrow.ts';
import { frame } from './frame.ts';
import type { Pen } from './pen.ts';
import type { Point } from './route.ts';
import { linesOf, RULE, type SizedBox, STUB, textHeight, widthOfRow } from './size-box.ts';

/** A box around a point, with its text centred, and all its information on hovering. */
export function drawBox(
  sized: SizedBox,
  { x, y }: Point,
  says: readonly string[],
  pen: Pen,
  look: Look,
): string {
  const { title, notes, stubs, width, height, box } = sized;
  const [left, top] = [x - width / 2, y - height / 2];
  const parts = [frame(box.kind, { left, top, width, height }, look)];
  // middle of the next line; letters stand slightly above the base line
  let middle = y - textHeight(sized, pen) / 2 + pen.line / 2;
  const toBase = pen.size * 0.35;
  const font = { 'font-size': pen.size };
  for (const [i, text] of [...title, ...notes].entries()) {
    const weight = i < title.length ? { 'font-weight': 600 } : { fill: look.soft };
    parts.push(textElement(text, { x, y: middle + toBase, 'text-anchor': 'middle', ...font, ...weight }));
    middle += pen.line;
  }
  if (stubs.length > 0) {
    const rule = middle - pen.line / 2 + RULE / 2;
    const d = `M${tenths(left + 6)} ${tenths(rule)}h${tenths(width - 12)}`;
    parts.push(element('path', { d, stroke: look.faint, fill: 'none' }));
    middle += RULE;
  }
  const widestRow = Math.max(0, ...stubs.map(widthOfRow));
  for (const row of stubs) {
    let at = x - widestRow / 2;
    for (const { lines, width: taken } of row) {
      parts.push(drawGlyph({ x: at, y: middle }, STUB.arrow, look));
      for (const [i, text] of lines.entries()) {
        const place = { x: at + STUB.arrow + STUB.gap, y: middle + i * pen.line + toBase };
        parts.push(textElement(text, { ...place, ...font, fill: look.soft }));
      }
      at += taken + STUB.between;
    }
    middle += linesOf(row) * pen.line;
  }
  return group('box', says, ...parts);
}
