import { type Curve, valueAt } from './curves.ts';
import { spread } from './labels.ts';
import { pixelOf, type Scale } from './scales.ts';
import { element, tenths, textLines } from './svg.ts';
import { textWidth, wrap } from './text-width.ts';

/** Texts at the right ends of curves, each in as many lines as it takes. */
export interface EndLabels {
  lines: string[][];
  width: number;
  lineHeight: number;
  size: number;
}

/** From the end of a curve to its label. */
export const LEADER = 16;

/**
 * The curves' titles in lines no wider than `room`, or null where they do not fit whole or not below each other.
 *
 * @param height that they have together
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

/** Labels right of the panel, as near to their curves' ends as they can be, with a leader to each that had to move. */
export function drawEndLabels(
  labels: EndLabels,
  curves: readonly Curve[],
  colours: readonly string[],
  x: Scale,
  y: Scale,
): string {
  const ends = curves.map((curve) => {
    const last = Math.min(curve.x.at(-1)!, x.domain[1]);
    return { x: pixelOf(x, last), y: pixelOf(y, valueAt(curve, curve.y, last)!) };
  });
  const heights = labels.lines.map((lines) => heightOf(lines, labels));
  const wanted = ends.map((end) => end.y);
  const centres = spread(wanted, heights, y.range[1] - 6, y.range[0] + 6);
  const right = x.range[1];
  const drawn = labels.lines.map((lines, i) => {
    if (lines.join('') === '') return '';
    const [end, centre, colour] = [ends[i]!, centres[i]!, colours[i]!];
    const first = centre - ((lines.length - 1) * labels.lineHeight) / 2 + labels.size * 0.35;
    const points = [
      [end.x + 2, end.y],
      [right + 3, end.y],
      [right + LEADER - 3, centre],
    ];
    const leader = element('path', {
      d: `M${points.map((point) => point.map(tenths).join(' ')).join('L')}`,
      stroke: colour,
      'stroke-width': '.75',
      fill: 'none',
      // a curve that is not followed to the end of the axis
      'stroke-dasharray': end.x < right - 4 ? '1 3' : undefined,
    });
    const place = { x: right + LEADER, y: first, lineHeight: labels.lineHeight, fill: colour };
    return leader + textLines(lines, place);
  });
  return element('g', { 'font-size': labels.size }, ...drawn);
}
