import type { Look } from './look.ts';
import { element, tenths, textElement, textLines } from './svg.ts';
import { textWidth, wrap } from './text-width.ts';

/** The key of a curve whose title has no room beside it. */
export interface KeyEntry {
  /** A, B, ...; empty if colours alone distinguish the curves */
  mark: string;
  title: string;
  colour: string;
  strokeWidth: number;
  /** 1 unless said otherwise */
  opacity?: number;
}

interface Placed extends KeyEntry {
  lines: string[];
  x: number;
  y: number;
}

export interface Key {
  entries: Placed[];
  height: number;
  size: number;
  indent: number;
}

const SWATCH = 18;

/** Lays entries out in as many columns as fit, from the left; long titles in up to three lines. */
export function layOutKey(entries: readonly KeyEntry[], width: number, size: number): Key {
  const lineHeight = size + 4;
  const marks = Math.max(...entries.map(({ mark }) => textWidth(mark, size)));
  const indent = SWATCH + 6 + (marks > 0 ? marks + 6 : 0);
  const widest = Math.max(...entries.map(({ title }) => textWidth(title, size))) + indent + 16;
  const columns = Math.min(entries.length, Math.max(1, Math.floor((width + 16) / widest)));
  const perColumn = Math.ceil(entries.length / columns);
  const room = columns === 1 ? width - indent : widest - indent - 16;
  const bottoms = Array.from({ length: columns }, () => 0);
  const placed = entries.map((entry, i) => {
    const column = Math.floor(i / perColumn);
    const { lines } = wrap(entry.title, room + 0.01, size, 3);
    const y = bottoms[column]!;
    bottoms[column]! += lines.length * lineHeight + 2;
    return { ...entry, lines, x: column * widest, y };
  });
  return { entries: placed, height: Math.max(...bottoms), size, indent };
}

/** Draws the key at the top of the figure. */
export function drawKey({ entries, size, indent }: Key, look: Look): string {
  const drawn = entries.map(({ mark, title, colour, strokeWidth, opacity, lines, x, y }) => {
    const base = y + size;
    return [
      element('path', {
        d: `M${x} ${tenths(base - 4)}h${SWATCH}`,
        stroke: colour,
        'stroke-width': strokeWidth,
        'stroke-opacity': opacity?.toString(),
      }),
      mark && textElement(mark, { x: x + SWATCH + 6, y: base, fill: colour }),
      textLines(lines, { x: x + indent, y: base, lineHeight: size + 4, fill: look.ink }, title),
    ].join('');
  });
  return element('g', { 'font-size': size }, ...drawn);
}

/** A to Z, then numbers. */
export function markOf(i: number): string {
  return i < 26 ? String.fromCharCode(65 + i) : String(i + 1);
}
