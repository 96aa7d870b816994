import * as Plot from '@observablehq/plot';
import { drawEndLabels, placeEndLabels } from './curve-labels.ts';
import { type CurveLayout, EXTRAPOLATION, layOutCurves } from './curve-layout.ts';
import { bandMarks, drawCensored, lineMarks, MOST_BANDS } from './curve-marks.ts';
import type { CurveChart } from './curves.ts';
import { drawKey } from './key.ts';
import type { Look } from './look.ts';
import { drawMarked } from './marked.ts';
import { drawPanel, drawXLabel } from './plot-panel.ts';
import { drawPublishedLabels, publishedMarks, shiftsOf } from './published.ts';
import { drawRows } from './risk-rows.ts';
import { pixelOf } from './scales.ts';
import { element, svgOf, textElement, textLines } from './svg.ts';

/** Draws curves with bands, published figures, labels and rows below the axis, as one `<svg>`. */
export function drawCurves(chart: CurveChart, look: Look): string {
  const { curves } = chart;
  const layout = layOutCurves(chart, look);
  const { x, y, colours, small, yLabel } = layout;
  const drawn = curves.map((_, i) => ({ x, y, colour: colours[i]!, strokeWidth: layout.widths[i]! }));
  const shifts = shiftsOf(curves);
  const panel = drawPanel(
    {
      x,
      y,
      xTicks: { at: layout.ticks, shown: chart.x.shown },
      yTicks: { at: chart.yTicks, shown: chart.y.shown },
      grid: 'y',
      tickSize: small,
    },
    [
      chart.line === null ? null : Plot.ruleY([chart.line], { stroke: look.soft, strokeDasharray: '2 3' }),
      ...curves.flatMap((curve, i) => bandMarks(curve, chart, drawn[i]!)),
      ...curves.flatMap((curve, i) => lineMarks(curve, chart, drawn[i]!)),
      ...curves.flatMap((curve, i) =>
        publishedMarks(curve, shifts[i]!, x, colours[i]!, curves.length <= MOST_BANDS, look),
      ),
    ],
    look,
  );
  const ends = placeEndLabels(layout.ends, curves, x, y);
  const below = { top: layout.rows.top, size: small };
  const body = [
    layout.key ? drawKey(layout.key, look) : '',
    textLines(
      yLabel.lines,
      { x: 0, y: yLabel.top + small, lineHeight: small + 4, fill: look.soft, 'font-size': small },
      chart.y.label,
    ),
    drawExtrapolation(layout, look),
    panel,
    ...curves.map((curve, i) => drawCensored(curve, drawn[i]!)),
    drawPublishedLabels(curves, shifts, colours, x, y, look),
    drawEndLabels(layout.ends, ends, colours, look),
    drawMarked(
      curves,
      drawn,
      ends.map(({ box }) => box),
      look,
    ),
    drawXLabel(chart.x.label, layout, look),
    chart.rows === 'none'
      ? ''
      : drawRows(
          layout.blocks,
          chart.rows,
          { ticks: layout.ticks, shown: layout.rows.shown },
          (time) => pixelOf(x, time),
          below,
          look,
        ),
  ];
  return svgOf(chart, look, layout.height, body.join(''));
}

/** The part of the panel beyond the observed data. */
function drawExtrapolation({ extrapolation, x, y, small }: CurveLayout, look: Look): string {
  if (!extrapolation) return '';
  const { from, label } = extrapolation;
  const ground = element('rect', {
    x: from,
    y: y.range[1],
    width: x.range[1] - from,
    height: y.range[0] - y.range[1],
    fill: look.faint,
    'fill-opacity': '.4',
  });
  const place = { x: label.x, y: label.y, 'text-anchor': label.anchor };
  return ground + textElement(EXTRAPOLATION, { ...place, 'font-size': small, fill: look.soft });
}
