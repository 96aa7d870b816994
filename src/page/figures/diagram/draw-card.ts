import type { Look } from '../look.ts';
import { element, tenths, textElement } from '../svg.ts';
import { type Card, GLYPH, INDENT } from './card.ts';
import type { Arrow } from './diagram.ts';
import { drawGlyph, group } from './draw-arrow.ts';
import { frame } from './frame.ts';
import type { Pen } from './pen.ts';
import { PADDING, RULE } from './size-box.ts';

export function drawCard(
  { box, title, notes, rows, top, height, entry }: Card,
  { left, width }: { left: number; width: number },
  isBack: (arrow: Arrow) => boolean,
  says: readonly string[],
  pen: Pen,
  look: Look,
): string {
  const x = left + PADDING.x;
  const font = { 'font-size': pen.size };
  const textAt = (text: string, place: number, middle: number, attributes: Record<string, string | number>) =>
    textElement(text, { x: place, y: middle + pen.size * 0.35, ...font, ...attributes });
  const head = [...title, ...notes].map((text, i) =>
    textAt(text, x, entry + i * pen.line, i < title.length ? { 'font-weight': 600 } : { fill: look.soft }),
  );
  const list = rows.map(({ arrow, isShort, target, label, isBeside, y }) => {
    const glyph =
      !isShort && isBack(arrow)
        ? drawGlyph({ x: x + GLYPH, y }, -GLYPH, look)
        : drawGlyph({ x, y }, GLYPH, look);
    const names = target.map((text, i) => textAt(text, x + INDENT, y + i * pen.line, {}));
    const right = { 'text-anchor': 'end', fill: look.soft };
    const labels = isBeside
      ? label.map((text) => textAt(text, left + width - PADDING.x, y, right))
      : label.map((text, i) =>
          textAt(text, x + INDENT, y + (target.length + i) * pen.line, { fill: look.soft }),
        );
    return group('row', arrow.says, glyph, ...names, ...labels);
  });
  const rule = rows[0] && {
    d: `M${tenths(left + 7)} ${tenths(rows[0].y - pen.line / 2 - RULE / 2)}h${tenths(width - 14)}`,
    ...{ stroke: look.faint, fill: 'none' },
  };
  const around = frame(box.kind, { left, top, width, height }, look);
  return group('box', says, around, ...head, rule ? element('path', rule) : '', ...list);
}
