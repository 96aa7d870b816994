import * as Plot from '@observablehq/plot';
import { type Curve, type CurveChart, partOf, valueAt } from './curves.ts';
import { pointsToKeep } from './paths.ts';
import { owned } from './plot-panel.ts';
import { pixelOf, type Scale } from './scales.ts';
import { element } from './svg.ts';

/** With more curves, bands would hide each other. */
export const MOST_BANDS = 4;

/** Tolerance in pixels, so small that a simplified line looks smooth. */
const SMOOTH = 0.12;

interface Drawn {
  x: Scale;
  y: Scale;
  colour: string;
  strokeWidth: number;
}

/** The band of a curve; gaps where limits are unknown. */
export function bandMarks(curve: Curve, chart: CurveChart, drawn: Drawn): Plot.Markish[] {
  if (chart.curves.length > MOST_BANDS) return [];
  return partsOf(curve, chart).flatMap(({ part, extrapolated }) => {
    const known = part.x.map((_, i) => i).filter((i) => part.lower[i] !== null && part.upper[i] !== null);
    if (known.length < 2) return [];
    const of = (values: readonly (number | null)[]) => known.map((i) => values[i]!);
    const limits = { x: of(part.x), lower: of(part.lower), upper: of(part.upper) };
    const kept = keptOf(limits.x, [limits.lower, limits.upper], part.step, drawn);
    return Plot.areaY(
      kept.map((i) => ({ x: limits.x[i], y1: limits.lower[i], y2: limits.upper[i] })),
      {
        x: 'x',
        y1: 'y1',
        y2: 'y2',
        curve: part.step ? 'step-after' : 'linear',
        fill: drawn.colour,
        fillOpacity: extrapolated ? 0.12 : 0.2,
        ...owned({ 'data-band': curve.name }),
      },
    );
  });
}

/** The curve itself, dashed where it is extrapolated. */
export function lineMarks(curve: Curve, chart: CurveChart, drawn: Drawn): Plot.Markish[] {
  return partsOf(curve, chart).map(({ part, extrapolated }) =>
    Plot.lineY(
      keptOf(part.x, [part.y], part.step, drawn, part.step ? undefined : SMOOTH).map((i) => ({
        x: part.x[i],
        y: part.y[i],
      })),
      {
        x: 'x',
        y: 'y',
        curve: part.step ? 'step-after' : 'linear',
        stroke: drawn.colour,
        strokeWidth: drawn.strokeWidth,
        strokeLinecap: 'butt',
        strokeLinejoin: 'miter',
        strokeMiterlimit: 4,
        ...(extrapolated ? { strokeDasharray: '5 3' } : {}),
        ...owned({
          'data-series': curve.name,
          ...(extrapolated ? { 'data-part': 'extrapolation' } : {}),
        }),
      },
    ),
  );
}

function partsOf(curve: Curve, { x: { domain }, until }: CurveChart) {
  const end = until === null ? domain[1] : Math.min(until, domain[1]);
  return [
    { part: partOf(curve, domain[0], end), extrapolated: false },
    { part: partOf(curve, end, domain[1]), extrapolated: true },
  ].filter(({ part }) => part.x.length > 1 && part.x[0]! < part.x.at(-1)!);
}

const keptOf = (
  xs: readonly number[],
  ys: readonly (readonly number[])[],
  step: boolean,
  { x, y }: Drawn,
  tolerance?: number,
): number[] =>
  pointsToKeep(
    xs.map((value) => pixelOf(x, value)),
    ys.map((values) => values.map((value) => pixelOf(y, value))),
    step,
    tolerance,
  );

/** Censoring marks on a curve, as many as can be distinguished. */
export function drawCensored(curve: Curve, { x, y, colour }: Drawn): string {
  let last = Number.NEGATIVE_INFINITY;
  const marks = [];
  for (const time of curve.censored) {
    const at = pixelOf(x, time);
    if (at - last < 2 || time > x.domain[1]) continue;
    last = at;
    marks.push(`M${at.toFixed(1)} ${(pixelOf(y, valueAt(curve, curve.y, time)!) - 3).toFixed(1)}v6`);
  }
  if (marks.length === 0) return '';
  return element('path', { d: marks.join(''), stroke: colour, 'data-censored': curve.name });
}
