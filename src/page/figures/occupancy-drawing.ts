import * as Plot from '@observablehq/plot';
import { capitalised } from '../words.ts';
import { LEADER } from './curve-labels.ts';
import { EXTRAPOLATION } from './curve-layout.ts';
import { drawKey } from './key.ts';
import type { Look } from './look.ts';
import type { OccupancyFigure } from './occupancy-data.ts';
import { layOutOccupancy, type OccupancyLayout } from './occupancy-layout.ts';
import { pointsToKeep } from './paths.ts';
import { drawPanel, drawXLabel, owned } from './plot-panel.ts';
import { pixelOf, type Scale } from './scales.ts';
import { element, svgOf, tenths, textElement, textLines } from './svg.ts';
import { textWidth } from './text-width.ts';

export function drawOccupancy(figure: OccupancyFigure, look: Look): string {
  const boundaries = boundariesOf(figure);
  const layout = layOutOccupancy(figure, boundaries, look);
  const { x, y, ticks, small } = layout;
  const panel = drawPanel(
    {
      x,
      y,
      xTicks: { at: ticks, shown: String },
      yTicks: { at: [0, 0.25, 0.5, 0.75, 1], shown: (share) => `${share * 100}%` },
      grid: 'none',
      tickSize: small,
    },
    areaMarks(figure, boundaries, layout),
    look,
  );
  const unit = `${capitalised(figure.unit)}s`;
  const soft = { 'font-size': small, fill: look.soft };
  const body = [
    layout.key ? drawKey(layout.key, look) : '',
    textElement('Share of patients', { x: 0, y: layout.labelTop + small, ...soft }),
    panel,
    drawExtrapolation(figure, layout, look),
    drawLabels(layout, look),
    drawXLabel(`${unit} since ${figure.origin ?? 'the start'}`, layout, look),
  ];
  return svgOf(figure, look, layout.height, body.join(''));
}

/** Cumulative sums of the shares from the bottom up; the first is 0 at all times. */
function boundariesOf({ times, states }: OccupancyFigure): number[][] {
  const boundaries = [times.map(() => 0)];
  for (const { values } of states) {
    const below = boundaries.at(-1)!;
    boundaries.push(times.map((_, i) => Math.min(1, below[i]! + values[i]!)));
  }
  return boundaries;
}

/** Areas and lines between them. Neighbouring areas share their points, so that there are no gaps. */
function areaMarks(
  { times, states }: OccupancyFigure,
  boundaries: readonly (readonly number[])[],
  { x, y, tints }: OccupancyLayout,
): Plot.Markish[] {
  const thinned = boundaries.map((boundary) => thin(times, boundary, x, y));
  const hair = 0.2 / (y.range[0] - y.range[1]);
  return states.flatMap(({ name }, k) => {
    const [below, above] = [thinned[k]!, thinned[k + 1]!];
    const both = [...new Set([...below.kept, ...above.kept])].sort((a, b) => a - b);
    const points = both.map((i) => ({ x: times[i]!, y1: below.values[i]!, y2: above.values[i]! }));
    const { colour, opacity } = tints[k]!;
    const isNone = (i: number) => above.values[i]! - below.values[i]! < hair;
    return [
      Plot.areaY(points, {
        ...{ x: 'x', y1: 'y1', y2: 'y2', fill: colour, fillOpacity: opacity },
        ...owned({ 'data-state': name }),
      }),
      k === states.length - 1
        ? null
        : Plot.lineY(above.kept, {
            x: (i: number) => times[i]!,
            // no line along an empty area
            y: (i: number, k: number) =>
              above.kept.slice(Math.max(0, k - 1), k + 2).every(isNone) ? Number.NaN : above.values[i]!,
            stroke: colour,
            strokeWidth: 1,
          }),
    ];
  });
}

/** The points of a line that are drawn, and its values as drawn at all times. */
function thin(times: readonly number[], shares: readonly number[], x: Scale, y: Scale) {
  const kept = pointsToKeep(
    times.map((time) => pixelOf(x, time)),
    [shares.map((share) => pixelOf(y, share))],
    false,
  );
  const values = shares.slice();
  for (const [k, to] of kept.entries()) {
    const from = kept[k - 1] ?? to;
    for (let i = from + 1; i < to; i++) {
      const way = (times[i]! - times[from]!) / (times[to]! - times[from]!);
      values[i] = shares[from]! + way * (shares[to]! - shares[from]!);
    }
  }
  return { kept, values };
}

/** Extrapolated parts are paler. */
function drawExtrapolation(
  { until, times }: OccupancyFigure,
  { x, y, small }: OccupancyLayout,
  look: Look,
): string {
  if (until === undefined || until >= times.at(-1)!) return '';
  const from = pixelOf(x, until);
  const [right, top] = [x.range[1], y.range[1]];
  const height = y.range[0] - top;
  const width = textWidth(EXTRAPOLATION, small);
  const fits = from + width <= right;
  return [
    element('rect', {
      x: from,
      y: top,
      width: right - from,
      height,
      fill: look.paper,
      'fill-opacity': '.45',
    }),
    element('path', {
      d: `M${tenths(from)} ${tenths(top)}v${tenths(height)}`,
      stroke: look.ink,
      'stroke-dasharray': '2 3',
    }),
    textElement(EXTRAPOLATION, {
      x: fits ? from : right,
      y: top - 12,
      'text-anchor': fits ? 'start' : 'end',
      'font-size': small,
      fill: look.soft,
    }),
  ].join('');
}

function drawLabels({ inside, beside, tints, size, x }: OccupancyLayout, look: Look): string {
  const lineHeight = size + 2;
  const firstLine = (y: number, lines: readonly string[]) =>
    y - ((lines.length - 1) * lineHeight) / 2 + size * 0.35;
  const within = inside.map((spot) =>
    textLines(spot.lines, {
      ...{ x: spot.x, y: firstLine(spot.y, spot.lines), lineHeight },
      'text-anchor': 'middle',
    }),
  );
  const right = x.range[1];
  const outside = beside.map((label) => {
    const { colour } = tints[label.index]!;
    const leader = element('path', {
      d: `M${tenths(right)} ${tenths(label.from)}h4L${tenths(right + LEADER - 3)} ${tenths(label.y)}`,
      stroke: colour,
      fill: 'none',
    });
    const place = { x: label.x, y: firstLine(label.y, label.lines), lineHeight };
    return leader + textLines(label.lines, { ...place, fill: colour }, label.whole);
  });
  return element('g', { 'font-size': size, fill: look.ink }, ...within, ...outside);
}
