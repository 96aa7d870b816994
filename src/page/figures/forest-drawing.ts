import * as Plot from '@observablehq/plot';
import type { ForestFigure, ForestRow } from './forest-data.ts';
import { type ForestLayout, layOutForest, type PlacedRow } from './forest-layout.ts';
import type { Look } from './look.ts';
import { drawPanel, ownedEach } from './plot-panel.ts';
import { numberShown, pixelOf, type Scale } from './scales.ts';
import { element, svgOf, tenths, textElement, textLines } from './svg.ts';
import { cutTo, textWidth, wrap } from './text-width.ts';

export function drawForest(figure: ForestFigure, look: Look): string {
  if (figure.rows.length === 0) return svgOf(figure, look, 1, '');
  const layout = layOutForest(figure, look);
  const { x, top, bottom, small } = layout;
  const panel = drawPanel(
    {
      x,
      // rows are placed by the layout
      y: { type: 'linear', domain: [bottom, top], range: [bottom, top] },
      xTicks: { at: layout.ticks, shown: numberShown },
      yTicks: null,
      // if labels stand above the intervals, lines would cross them
      grid: layout.beside ? 'x' : 'none',
      tickSize: small,
    },
    [...lineMarks(figure.line, layout, look), ...marksOf(layout.rows, x, look)],
    look,
  );
  const { markup, height } = drawMeaning(figure, layout, look);
  const body = [
    ...layout.rows
      .filter(({ row }) => row !== null)
      .map((placed, i) => (i % 2 === 0 ? drawStripe(placed, look) : '')),
    drawHeaders(figure, layout, look),
    panel,
    ...layout.rows.map((placed) => drawArrows(placed, x, look)),
    element(
      'g',
      { 'font-size': layout.size },
      ...layout.rows.map((placed) => drawTexts(placed, layout, look)),
    ),
    markup,
  ];
  return svgOf(figure, look, height, body.join(''));
}

/** The line of no difference: unbroken beside labels, interrupted by labels above intervals. */
function lineMarks(line: number, { rows, beside }: ForestLayout, look: Look): Plot.Markish[] {
  if (beside) return [Plot.ruleX([line], { stroke: look.soft })];
  const pieces = rows.flatMap(({ row, middle }) =>
    row === null ? [] : [{ y1: middle - 8, y2: middle + 8 }],
  );
  return [Plot.ruleX(pieces, { x: () => line, y1: 'y1', y2: 'y2', stroke: look.soft })];
}

/** Intervals and values. */
function marksOf(rows: readonly PlacedRow[], x: Scale, look: Look): Plot.Markish[] {
  const [low, high] = x.domain;
  const drawn = rows.flatMap(({ row, index, middle }) =>
    row !== null && Number.isFinite(row.value) ? [{ ...row, index, y: middle }] : [],
  );
  const points = drawn.filter(({ bars }) => bars === undefined);
  const known = points
    .filter(({ lower, upper }) => lower !== null && upper !== null)
    .map((row) => ({ ...row, x1: Math.max(low, row.lower!), x2: Math.min(high, row.upper!) }));
  const colour = look.series[0]!;
  return [
    Plot.ruleY(known, {
      x1: 'x1',
      x2: 'x2',
      y: 'y',
      stroke: colour,
      strokeWidth: 1.75,
      ...ownedEach((i) => ({ 'data-row': String(known[i]!.index) })),
    }),
    Plot.rect(points, {
      ...{ x1: 'value', x2: 'value', y1: 'y', y2: 'y', fill: colour },
      ...{ insetLeft: -4, insetRight: -4, insetTop: -4, insetBottom: -4 },
      ...ownedEach((i) => ({ 'data-row': String(points[i]!.index) })),
    }),
    ...barMarks(drawn, look),
  ];
}

/** Bars of a tornado: the low end in the first colour, the high end in the second; the shorter of two on one side over the longer. */
function barMarks(rows: readonly (ForestRow & { index: number; y: number })[], look: Look): Plot.Markish[] {
  const bars = rows
    .flatMap(({ value, bars, index, y }) =>
      (['low', 'high'] as const).flatMap((end, k) => {
        const at = bars?.[end] ?? null;
        return at === null ? [] : [{ x1: Math.min(value, at), x2: Math.max(value, at), y, index, end, k }];
      }),
    )
    .sort((a, b) => b.x2 - b.x1 - (a.x2 - a.x1));
  if (bars.length === 0) return [];
  return [
    Plot.rect(bars, {
      ...{ x1: 'x1', x2: 'x2', y1: 'y', y2: 'y', insetTop: -5, insetBottom: -5 },
      fill: (bar: (typeof bars)[number]) => look.series[bar.k]!,
      ...ownedEach((i) => ({ 'data-row': String(bars[i]!.index), 'data-end': bars[i]!.end })),
    }),
  ];
}

/** An arrow where an interval extends beyond the axis. */
function drawArrows({ row, middle }: PlacedRow, x: Scale, look: Look): string {
  if (row === null) return '';
  const beyond = [
    { goes: row.lower !== null && row.upper !== null && !(row.lower >= x.domain[0]), at: x.range[0], by: -6 },
    { goes: row.lower !== null && row.upper !== null && !(row.upper <= x.domain[1]), at: x.range[1], by: 6 },
  ];
  const heads = beyond
    .filter(({ goes }) => goes)
    .map(({ at, by }) => `M${tenths(at)} ${tenths(middle - 4)}l${by} 4l${-by} 4z`);
  return heads.length === 0
    ? ''
    : element('path', { d: heads.join(''), fill: look.series[0]!, 'data-beyond': '' });
}

/** A light background for every other row. */
function drawStripe({ top, height }: PlacedRow, look: Look): string {
  return element('rect', {
    x: 0,
    y: top,
    width: look.width,
    height,
    fill: look.faint,
    'fill-opacity': '.35',
  });
}

function drawTexts(
  { row, lines, whole, labelY, shownY }: PlacedRow,
  layout: ForestLayout,
  look: Look,
): string {
  const label = { x: row ? 4 : 0, y: labelY, lineHeight: layout.lineHeight };
  if (row === null) return textLines(lines, { ...label, 'font-weight': 600 }, whole);
  return (
    textLines(lines, label, whole) +
    textElement(row.shown, { x: look.width - 4, y: shownY, 'text-anchor': 'end' })
  );
}

function drawHeaders({ headers }: ForestFigure, { beside, small }: ForestLayout, look: Look): string {
  if (!headers || !beside) return '';
  const style = { y: small, 'font-size': small, fill: look.soft };
  return (
    textElement(headers[0], { x: 4, ...style }) +
    textElement(headers[1], { x: look.width - 4, 'text-anchor': 'end', ...style })
  );
}

/** Below the axis: its label, and the meaning of both sides of the line. */
function drawMeaning(figure: ForestFigure, { x, bottom, small }: ForestLayout, look: Look) {
  const style = { 'font-size': small, fill: look.soft };
  const middle = (x.range[0] + x.range[1]) / 2;
  const { lines } = wrap(figure.axisLabel, 2 * Math.min(middle, look.width - middle), small, 3);
  let y = bottom + 22 + small;
  const label = textLines(
    lines,
    { x: middle, y, lineHeight: small + 4, 'text-anchor': 'middle', ...style },
    figure.axisLabel,
  );
  y += lines.length * (small + 4) + 2;
  const meanings = sides(figure, x, small, look);
  const texts = meanings.map(({ text, whole, at, anchor, line }) =>
    textElement(text, { x: at, y: y + line * (small + 4), 'text-anchor': anchor, ...style }, whole),
  );
  const depth = meanings.length === 0 ? -small - 2 : meanings.at(-1)!.line * (small + 4);
  return { markup: label + texts.join(''), height: y + depth + 6 };
}

interface Side {
  text: string;
  whole: string;
  at: number;
  anchor: 'start' | 'end';
  line: number;
}

/** On their sides of the line if they fit, else below each other. */
function sides({ favours, line }: ForestFigure, x: Scale, small: number, look: Look): Side[] {
  const whole = [favours[0] && `← ${favours[0]}`, favours[1] && `${favours[1]} →`] as const;
  const widths = whole.map((text) => textWidth(text, small));
  const at = Math.min(Math.max(pixelOf(x, line), x.range[0]), x.range[1]);
  const beside = at - 8 - widths[0]! >= 0 && at + 8 + widths[1]! <= look.width;
  const apart = widths[0]! + widths[1]! + 24 <= look.width;
  const text = whole.map((each) => cutTo(each, look.width, small)) as [string, string];
  const left: Side = {
    text: text[0],
    whole: whole[0],
    at: beside ? at - 8 : 0,
    anchor: beside ? 'end' : 'start',
    line: 0,
  };
  const right: Side = {
    text: text[1],
    whole: whole[1],
    at: beside ? at + 8 : look.width,
    anchor: beside ? 'start' : 'end',
    line: beside || apart || whole[0] === '' ? 0 : 1,
  };
  return [left, right].filter((side) => side.whole !== '');
}
