import { type EndLabels, LEADER, layOutLines, layOutTitles } from './curve-labels.ts';
import type { CurveChart } from './curves.ts';
import { type Key, layOutKey, markOf } from './key.ts';
import type { Look } from './look.ts';
import { heightOfRows, kindsOf, notations, type RowBlock, widthOfCells } from './risk-rows.ts';
import { pixelOf, type Scale } from './scales.ts';
import { textWidth, wrap } from './text-width.ts';

/** The layout of a chart, in pixels. */
export interface CurveLayout {
  x: Scale;
  y: Scale;
  ticks: readonly number[];
  /** letter size for curves and for texts beside and below them */
  colours: readonly string[];
  widths: readonly number[];
  /** letter size for ticks, axes and rows */
  small: number;
  /** null if titles stand beside the curves */
  key: Key | null;
  ends: EndLabels;
  yLabel: { lines: string[]; top: number };
  /** where extrapolation begins, and position of its label */
  extrapolation: { from: number; label: { x: number; y: number; anchor: 'start' | 'end' } } | null;
  blocks: readonly RowBlock[];
  rows: { top: number; shown: (count: number) => string };
  height: number;
}

export const EXTRAPOLATION = 'Extrapolation';

/** From this width on, titles may stand beside the curves. */
const WIDE = 520;

export function layOutCurves(chart: CurveChart, look: Look): CurveLayout {
  const { curves } = chart;
  const small = Math.max(11, look.fontSize - 2);
  const colours = curves.map(({ colour }) => look.series[colour % look.series.length]!);
  // when colours repeat, lines become thinner
  const widths = curves.map(({ colour }) => (colour < look.series.length ? 2 : 1.1));
  const tall = panelHeight(curves.length, look.width);
  const beside = titlesBeside(chart, look, tall);
  const marks = curves.map((_, i) => (curves.length > 1 ? markOf(i) : ''));
  const entries = curves.map(({ title }, i) => ({
    mark: marks[i]!,
    title,
    colour: colours[i]!,
    strokeWidth: widths[i]!,
  }));
  const key = beside ? null : layOutKey(entries, look.width, look.fontSize - 1);
  const ends =
    beside ??
    layOutLines(
      marks.map((mark) => [mark]),
      look.fontSize - 1,
    );

  const blocks = curves.map(({ title, rows }, i) => ({
    title: curves.length > 1 ? title : null,
    mark: key ? marks[i]! : null,
    colour: colours[i]!,
    rows,
  }));

  const across = layOutAcross(chart, blocks, ends, small, look.width);
  const x: Scale = { ...chart.x, range: [across.left, across.right] };

  const lines = wrap(chart.y.label, look.width, small, 3).lines;
  const labelTop = key ? key.height + 8 : 0;
  const labelBottom = labelTop + lines.length * (small + 4);
  const extrapolation = layOutExtrapolation(chart, x, lines, labelBottom, small);
  const panelTop = (extrapolation?.bottom ?? labelBottom) + 8;
  const y: Scale = { ...chart.y, range: [panelTop + tall, panelTop] };

  const rowsTop = y.range[0] + 38 + small;
  const rowsHeight = chart.rows === 'none' ? 0 : heightOfRows(blocks, chart.rows) + 6;
  return {
    x,
    y,
    ticks: across.ticks,
    colours,
    widths,
    small,
    key,
    ends,
    yLabel: { lines, top: labelTop },
    extrapolation,
    blocks,
    rows: { top: rowsTop, shown: across.shown },
    height: rowsTop + rowsHeight,
  };
}

function panelHeight(curves: number, width: number): number {
  const least = Math.max(230, curves * (width >= WIDE ? 25 : 18));
  return Math.round(Math.min(440, Math.max(least, 0.46 * width)));
}

/** The layout with the narrowest margin that holds all titles; null if there is none. */
function titlesBeside({ curves }: CurveChart, { width, fontSize }: Look, height: number): EndLabels | null {
  if (width < WIDE) return null;
  const titles = curves.map(({ title }) => title);
  for (const share of [0.16, 0.2, 0.25, 0.3, 0.35]) {
    const labels = layOutTitles(titles, share * width, height + 12, fontSize - 1);
    if (labels) return labels;
  }
  return null;
}

/**
 * Left and right edge of the panel, and its ticks, such that tick labels and the numbers below them do not touch:
 * digits are reduced before ticks become fewer than five.
 */
function layOutAcross(
  chart: CurveChart,
  blocks: readonly RowBlock[],
  ends: EndLabels,
  small: number,
  width: number,
) {
  const yTickWidth = Math.max(...chart.yTicks.map((tick) => textWidth(chart.y.shown(tick), small)));
  const names =
    chart.rows === 'none'
      ? 0
      : Math.max(...kindsOf(chart.rows, blocks).map(({ label }) => textWidth(label, small)));
  const choices = notations.flatMap((shown) => {
    const cell = chart.rows === 'none' ? 0 : widthOfCells(blocks, shown, small);
    const left = Math.ceil(Math.max(yTickWidth + 9, names + 8 + cell / 2));
    const ticksOf = (right: number) =>
      chart.xTicks.filter((ticks) => {
        const widest = Math.max(cell + 8, ...ticks.map((tick) => textWidth(chart.x.shown(tick), small) + 12));
        const scale: Scale = { ...chart.x, range: [left, right] };
        const places = ticks.map((tick) => pixelOf(scale, tick));
        return places.every((place, i) => i === 0 || place - places[i - 1]! >= widest);
      })[0] ?? chart.xTicks.at(-1)!.slice(0, 1);
    const margin = Math.max(ends.width > 0 ? LEADER + ends.width : 0, 14, cell / 2 + 2);
    const right = Math.floor(width - margin);
    return [{ shown, left, right, ticks: ticksOf(right) }];
  });
  return choices.find(({ ticks }) => ticks.length >= 5) ?? choices.at(-1)!;
}

function layOutExtrapolation(
  { until, x: { domain } }: CurveChart,
  x: Scale,
  label: readonly string[],
  labelBottom: number,
  small: number,
) {
  if (until === null || until >= domain[1]) return null;
  const from = pixelOf(x, Math.max(until, domain[0]));
  const own = textWidth(EXTRAPOLATION, small);
  const right = x.range[1];
  const anchor: 'start' | 'end' = from + 4 + own <= right ? 'start' : 'end';
  const start = anchor === 'start' ? from + 4 : right - own;
  const besideLabel = textWidth(label.at(-1)!, small) + 16 <= start;
  const bottom = besideLabel ? labelBottom : labelBottom + small + 4;
  return { from, label: { x: anchor === 'start' ? start : right, y: bottom - 4, anchor }, bottom };
}
