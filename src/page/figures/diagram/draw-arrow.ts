import { escaped } from '../../../media/html/escaped.ts';
import type { Look } from '../look.ts';
import { element, tenths, textElement } from '../svg.ts';
import { textWidth } from '../text-width.ts';
import type { Pen } from './pen.ts';
import type { Point, Route } from './route.ts';

const at = ({ x, y }: Point) => `${tenths(x)} ${tenths(y)}`;

/** A line and its head; a backward arrow is dashed. */
export function drawArrow(
  { start, stretches, tip, heading, isBack }: Omit<Route, 'label'>,
  width: number,
  look: Look,
  head = 8,
): string {
  const line = stretches.map((points) => `${points.length === 1 ? 'L' : 'C'}${points.map(at).join(' ')}`);
  const half = head * 0.45;
  const back = { x: tip.x - heading.x * head, y: tip.y - heading.y * head };
  const wings = [-half, half].map((w) => ({ x: back.x - heading.y * w, y: back.y + heading.x * w }));
  return (
    element('path', {
      ...{ d: `M${at(start)}${line.join('')}`, fill: 'none', stroke: look.soft, 'stroke-width': width },
      'stroke-dasharray': isBack ? '5 3' : undefined,
    }) + element('path', { d: `M${at(tip)}L${wings.map(at).join('L')}z`, fill: look.soft })
  );
}

/** A short arrow beside a text; it points left if its length is negative. */
export function drawGlyph({ x, y }: Point, length: number, look: Look): string {
  const heading = { x: Math.sign(length), y: 0 };
  const tip = { x: x + length, y };
  const stretches = [[{ x: tip.x - heading.x * 5, y }]];
  return drawArrow({ start: { x, y }, stretches, tip, heading, isBack: false }, 1, look, 5);
}

/** Lines of text over an arrow, on the background colour. */
export function drawLabel(lines: readonly string[], { x, y }: Point, pen: Pen, look: Look): string {
  if (lines.length === 0) return '';
  const { width, height } = sizeOfLabel(lines, pen);
  const first = y - ((lines.length - 1) * pen.line) / 2 + pen.size * 0.35;
  return (
    element('rect', { x: x - width / 2, y: y - height / 2, width, height, fill: look.paper }) +
    lines
      .map((line, i) =>
        textElement(line, { x, y: first + i * pen.line, 'text-anchor': 'middle', 'font-size': pen.size }),
      )
      .join('')
  );
}

export function sizeOfLabel(lines: readonly string[], pen: Pen): { width: number; height: number } {
  if (lines.length === 0) return { width: 0, height: 0 };
  const width = Math.max(...lines.map((line) => textWidth(line, pen.size)));
  return { width: Math.ceil(width) + 6, height: lines.length * pen.line + 2 };
}

/** Groups parts that share a hover text. */
export function group(kind: 'box' | 'arrow' | 'row', says: readonly string[], ...parts: string[]): string {
  return element('g', { class: kind }, element('title', {}, escaped(says.join('\n'))), ...parts);
}
