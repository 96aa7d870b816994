import { type Curve, crossings, valueAt } from './curves.ts';
import { type Box, overlap, spread } from './labels.ts';
import type { Look } from './look.ts';
import { pixelOf, type Scale } from './scales.ts';
import { element, tenths, textLines } from './svg.ts';
import { textWidth, wrap } from './text-width.ts';

/** Titles at the right ends of curves, broken into lines. */
export interface EndLabels {
  lines: string[][];
  width: number;
  lineHeight: number;
  size: number;
}

/** Distance from the end of a curve to its label. */
export const LEADER = 16;

/**
 * Breaks the titles into lines no wider than `room`; null if they do not all fit below each other.
 *
 * @param height available for all of them
 */
export function layOutTitles(
  titles: readonly string[],
  room: number,
  height: number,
  size: number,
): EndLabels | null {
  const wrapped = titles.map((title) => wrap(title, room, size, 3));
  const lines = wrapped.map((text) => text.lines);
  const labels = layOutLines(lines, size);
  const needed = lines.reduce((sum, text) => sum + heightOf(text, labels), 0);
  return wrapped.some(({ cut }) => cut) || needed > height ? null : labels;
}

/** Texts as they are. */
export function layOutLines(lines: string[][], size: number): EndLabels {
  const width = Math.max(0, ...lines.flat().map((line) => textWidth(line, size)));
  return { lines, width, lineHeight: size + 2, size };
}

const heightOf = (lines: readonly string[], { lineHeight }: EndLabels) => lines.length * lineHeight + 3;

/** A label with its position. */
interface PlacedLabel {
  /** end point of the curve */
  end: { x: number; y: number };
  /** left edge of the text, and its middle */
  left: number;
  centre: number;
  box: Box;
}

/**
 * Places a label beside the end of its curve, if the curve ends early and no other passes there; else right of the
 * panel, as near to the height of the end as possible.
 */
export function placeEndLabels(
  labels: EndLabels,
  curves: readonly Curve[],
  x: Scale,
  y: Scale,
): PlacedLabel[] {
  const right = x.range[1];
  const heights = labels.lines.map((lines) => heightOf(lines, labels));
  const boxOf = (i: number, left: number, centre: number): Box => ({
    left,
    top: centre - heights[i]! / 2,
    width: Math.max(...labels.lines[i]!.map((line) => textWidth(line, labels.size))),
    height: heights[i]!,
  });
  const ends = curves.map((curve) => {
    const last = Math.min(curve.x.at(-1)!, x.domain[1]);
    return { x: pixelOf(x, last), y: pixelOf(y, valueAt(curve, curve.y, last)!) };
  });
  const inside: (Box | null)[] = [];
  for (const [i, end] of ends.entries()) {
    const box = boxOf(i, end.x + LEADER, end.y);
    const isFree =
      end.x < right - 4 &&
      box.left + box.width <= right &&
      box.top >= y.range[1] &&
      box.top + box.height <= y.range[0] &&
      !inside.some((other) => other !== null && overlap(box, other, 2)) &&
      crossings(box, curves, x, y) === 0;
    inside.push(isFree ? box : null);
  }
  const beside = ends.map((_, i) => i).filter((i) => inside[i] === null);
  const centres = spread(
    beside.map((i) => ends[i]!.y),
    beside.map((i) => heights[i]!),
    y.range[1] - 6,
    y.range[0] + 6,
  );
  return ends.map((end, i) => {
    const own = inside[i]!;
    if (own !== null) return { end, left: own.left, centre: end.y, box: own };
    const centre = centres[beside.indexOf(i)]!;
    const left = right + LEADER;
    return { end: { x: right, y: end.y }, left, centre, box: boxOf(i, left, centre) };
  });
}

/** Draws the labels, each with a short grey line to the end of its curve. */
export function drawEndLabels(
  labels: EndLabels,
  placed: readonly PlacedLabel[],
  colours: readonly string[],
  look: Look,
): string {
  const drawn = labels.lines.map((lines, i) => {
    if (lines.join('') === '') return '';
    const { end, left, centre } = placed[i]!;
    const first = centre - ((lines.length - 1) * labels.lineHeight) / 2 + labels.size * 0.35;
    const points = [
      [left - LEADER + 4, end.y],
      [left - 3, centre],
    ];
    const leader = element('path', {
      d: `M${points.map((point) => point.map(tenths).join(' ')).join('L')}`,
      stroke: look.soft,
      'stroke-width': '.6',
      fill: 'none',
      'data-leader': '',
    });
    const place = { x: left, y: first, lineHeight: labels.lineHeight, fill: colours[i]! };
    return leader + textLines(lines, place);
  });
  return element('g', { 'font-size': labels.size }, ...drawn);
}
