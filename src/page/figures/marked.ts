import { type Curve, crossings, type Marked } from './curves.ts';
import { type Box, overlap } from './labels.ts';
import type { Look } from './look.ts';
import { pixelOf, type Scale } from './scales.ts';
import { element, halo, tenths, textLines } from './svg.ts';
import { textWidth } from './text-width.ts';

/** Radius of a mark, in pixels. */
const RADIUS = 3.5;
/** Distance from a mark to its text. */
const GAP = 5;

interface Drawn {
  x: Scale;
  y: Scale;
  colour: string;
}

/**
 * Draws dots at marked points of curves, with their numbers beside those that have free room, preferably on their own
 * side of the curve.
 *
 * @param taken boxes of other texts
 */
export function drawMarked(
  curves: readonly Curve[],
  drawn: readonly Drawn[],
  taken: readonly Box[],
  look: Look,
): string {
  const points = curves.flatMap(({ name, marked }, i) =>
    marked.map((mark) => ({ mark, name, ...drawn[i]!, ...dotOf(mark, drawn[i]!) })),
  );
  if (points.length === 0) return '';
  const size = Math.max(11, look.fontSize - 2);
  const full = [...taken, ...points.map(({ dot }) => dot)];
  const dots = points.map(({ cx, cy, colour, name }) =>
    element('circle', { cx, cy, r: RADIUS, fill: colour, stroke: look.paper, 'data-mark': name }),
  );
  const texts = points.map(({ mark, cx, cy, colour, x, y, name }) => {
    const width = Math.max(...mark.lines.map((line) => textWidth(line, size)));
    const box = boxesFor(width, mark, size, cx, cy).find(
      (one) =>
        isInside(one, y, look) &&
        !full.some((other) => overlap(one, other, 2)) &&
        crossings(one, curves, x, y) === 0,
    );
    // without free room there is no text; the table has the numbers
    if (!box) return '';
    full.push(box);
    const place = { x: box.left, y: box.top + size * 0.9, lineHeight: size + 2 };
    const text = { ...place, fill: colour, ...halo(look), 'data-mark-of': name };
    return leaderTo(box, cx, cy, look) + textLines(mark.lines, text);
  });
  return element('g', { 'font-size': size }, ...dots, ...texts);
}

function dotOf({ at, value }: Marked, { x, y }: Drawn) {
  const [cx, cy] = [pixelOf(x, at), pixelOf(y, value)];
  const side = 2 * RADIUS + 2;
  return { cx, cy, dot: { left: cx - side / 2, top: cy - side / 2, width: side, height: side } };
}

/**
 * Possible places for a text, nearest first, its own side before the other: above or below the point, centred, then to
 * the side away from a falling or rising curve.
 */
function boxesFor(width: number, { lines, side }: Marked, size: number, cx: number, cy: number): Box[] {
  const height = lines.length * (size + 2);
  const lefts = [cx - width / 2, cx - 4, cx + 4 - width, cx + RADIUS + 5, cx - RADIUS - 5 - width];
  const sides = side === 'above' ? (['above', 'below'] as const) : (['below', 'above'] as const);
  return [0, 0.5, 1, 1.5, 2, 3].flatMap((steps) =>
    sides.flatMap((where) => {
      const near = RADIUS + GAP + steps * height;
      const top = where === 'above' ? cy - near - height : cy + near;
      return lefts.map((left) => ({ left, top, width, height }));
    }),
  );
}

/** A thin grey line to a text that is not directly beside its dot. */
function leaderTo({ left, top, width, height }: Box, cx: number, cy: number, look: Look): string {
  const edge = top > cy ? top : top + height;
  if (Math.abs(edge - cy) <= RADIUS + GAP + 1) return '';
  const x = Math.min(Math.max(cx, left + 6), left + width - 6);
  const start = cy + Math.sign(edge - cy) * (RADIUS + 1);
  return element('path', {
    d: `M${tenths(cx)} ${tenths(start)}L${tenths(x)} ${tenths(edge)}`,
    stroke: look.soft,
    'stroke-width': '.6',
    'data-leader': '',
  });
}

/** Whether a box lies within the figure and above its axis. */
function isInside({ left, top, width, height }: Box, y: Scale, look: Look): boolean {
  return left >= 0 && left + width <= look.width && top >= y.range[1] - 4 && top + height <= y.range[0] - 2;
}
