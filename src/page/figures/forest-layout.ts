import type { ForestFigure, ForestRow } from './forest-data.ts';
import type { Look } from './look.ts';
import { logTicks, numberShown, pixelOf, roundTicks, type Scale } from './scales.ts';
import { BOLD, textWidth, wrap } from './text-width.ts';

/** A row of a forest plot, or a group's heading, in pixels. */
export interface PlacedRow {
  top: number;
  height: number;
  /** null for a heading */
  row: ForestRow | null;
  /** index of `row` in the figure's rows */
  index: number;
  lines: readonly string[];
  whole: string;
  /** base lines of the first line of the label and of the numbers */
  labelY: number;
  shownY: number;
  /** height of the interval */
  middle: number;
}

export interface ForestLayout {
  x: Scale;
  ticks: readonly number[];
  rows: readonly PlacedRow[];
  top: number;
  bottom: number;
  size: number;
  small: number;
  lineHeight: number;
  /** whether labels stand left of the intervals, else above them */
  beside: boolean;
}

export function layOutForest(figure: ForestFigure, look: Look): ForestLayout {
  const size = look.fontSize - 1;
  const small = Math.max(11, look.fontSize - 2);
  const lineHeight = size + 3;
  const numbers = Math.max(...figure.rows.map(({ shown }) => textWidth(shown, size)));
  const header = figure.headers ? Math.max(...figure.headers.map((text) => textWidth(text, small))) : 0;
  const labels = Math.max(header, ...figure.rows.map(({ label }) => textWidth(label, size)));
  const labelRoom = Math.ceil(Math.min(labels, 0.34 * look.width));
  const plotRoom = look.width - labelRoom - Math.max(numbers, header) - 44;
  // least width for comparing intervals
  const beside = plotRoom >= 200;

  const left = beside ? labelRoom + 24 : 10;
  const right = beside ? Math.floor(look.width - Math.max(numbers, header) - 20) : look.width - 14;
  const top = figure.headers && beside ? small + 10 : 0;
  const place = { size, lineHeight, beside, labelRoom, numbers, width: look.width };
  const rows = placeRows(figure.rows, top, place);
  const bottom = rows.at(-1)!.top + rows.at(-1)!.height + 2;
  const x: Scale = { type: figure.scale, domain: domainOf(figure), range: [left, right] };
  return { x, ticks: ticksOf(x, small), rows, top, bottom, size, small, lineHeight, beside };
}

interface Place {
  size: number;
  lineHeight: number;
  beside: boolean;
  labelRoom: number;
  numbers: number;
  width: number;
}

/** Sorts rows by group, groups in the order of their first occurrence. */
function placeRows(rows: readonly ForestRow[], from: number, place: Place): PlacedRow[] {
  const placed: PlacedRow[] = [];
  let top = from;
  for (const group of new Set(rows.map((row) => row.group))) {
    if (group !== undefined) {
      if (placed.length > 0) top += 6;
      placed.push(heading(group, top, place));
      top += placed.at(-1)!.height;
    }
    for (const [index, row] of rows.entries()) {
      if (row.group !== group) continue;
      placed.push(place.beside ? rowBeside(row, index, top, place) : rowAbove(row, index, top, place));
      top += placed.at(-1)!.height;
    }
  }
  return placed;
}

function heading(group: string, top: number, { size, lineHeight, width }: Place): PlacedRow {
  const { lines } = wrap(group, width / BOLD, size, 3);
  const labelY = top + 5 + size;
  const height = lines.length * lineHeight + 7;
  return { top, height, row: null, index: -1, lines, whole: group, labelY, shownY: labelY, middle: labelY };
}

/** Label, interval and numbers side by side. */
function rowBeside(row: ForestRow, index: number, top: number, place: Place): PlacedRow {
  const { lines } = wrap(row.label, place.labelRoom, place.size, 3);
  const height = Math.max(22, lines.length * place.lineHeight + 7);
  const middle = top + height / 2;
  const base = place.size * 0.36;
  return {
    top,
    height,
    row,
    index,
    lines,
    whole: row.label,
    labelY: middle - ((lines.length - 1) * place.lineHeight) / 2 + base,
    shownY: middle + base,
    middle,
  };
}

/** The label above the interval, with the numbers at its right or below it. */
function rowAbove(row: ForestRow, index: number, top: number, place: Place): PlacedRow {
  const room = place.width - 8;
  const { lines } = wrap(row.label, room, place.size, 3);
  const labelY = top + 4 + place.size;
  const last = labelY + (lines.length - 1) * place.lineHeight;
  const together = textWidth(lines.at(-1)!, place.size) + 12 + textWidth(row.shown, place.size) <= room;
  const shownY = together ? last : last + place.lineHeight;
  const middle = shownY + 12;
  return { top, height: middle + 10 - top, row, index, lines, whole: row.label, labelY, shownY, middle };
}

/** Distances on the scale: of numbers, or of logarithms. */
const into = (scale: 'linear' | 'log', value: number) => (scale === 'log' ? Math.log(value) : value);

/**
 * The range of the axis: every value, the line, and intervals that are not much wider than the others; wider ones end
 * in an arrow.
 */
function domainOf({ rows, scale, line }: ForestFigure): [number, number] {
  const of = (value: number) => into(scale, value);
  const halves = rows
    .flatMap(({ value, lower, upper }) =>
      [lower, upper].map((limit) => (limit === null ? Number.NaN : of(limit) - of(value))),
    )
    .filter(Number.isFinite)
    .map(Math.abs)
    .sort((a, b) => a - b);
  const typical = halves[halves.length >> 1] ?? 0;
  const values = rows.map(({ value }) => of(value)).filter(Number.isFinite);
  const span = Math.max(...values, of(line)) - Math.min(...values, of(line));
  // a tornado's widest bar is what it is about
  const most = rows.some(({ bars }) => bars) ? Infinity : Math.max(4 * typical, span);
  const ends = rows.flatMap(({ value, lower, upper }) => [
    Math.max(lower === null ? of(value) : of(lower), of(value) - most),
    Math.min(upper === null ? of(value) : of(upper), of(value) + most),
  ]);
  const known = [...ends, ...values, of(line)].filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  // ratios that agree in every digit shown need no axis that separates them
  const isOne = high - low < (scale === 'log' ? 1e-6 : Number.MIN_VALUE);
  const pad = isOne ? (scale === 'log' ? Math.LN2 : Math.abs(low) || 1) : 0.04 * (high - low);
  const back = (value: number) => (scale === 'log' ? Math.exp(value) : value);
  return [back(low - pad), back(high + pad)];
}

/** As many ticks as fit beside each other. */
function ticksOf(x: Scale, small: number): number[] {
  const ticks = x.type === 'log' ? logTicks : roundTicks;
  const isApart = (found: readonly number[]) =>
    found.every((tick, i) => {
      if (i === 0) return true;
      const widths = [found[i - 1]!, tick].map((each) => textWidth(numberShown(each), small));
      return pixelOf(x, tick) - pixelOf(x, found[i - 1]!) >= (widths[0]! + widths[1]!) / 2 + 10;
    });
  for (let count = 9; count > 1; count--) {
    const found = ticks(x.domain, count);
    if (isApart(found)) return found;
  }
  return ticks(x.domain, 1);
}
