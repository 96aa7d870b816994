import type { Figure } from './figure.ts';
import type { Box } from './labels.ts';
import type { Row } from './risk-rows.ts';
import { pixelOf, type Scale } from './scales.ts';

/** One line of a figure, and all that goes with it. */
export interface Curve {
  /** what it is called in data, in `data-series` */
  name: string;
  /** what people call it */
  title: string;
  /** index into the look's colours */
  colour: number;
  /** times or whatever goes along x, increasing */
  x: readonly number[];
  y: readonly number[];
  /** limits of the band, null where they are not known */
  lower: readonly (number | null)[];
  upper: readonly (number | null)[];
  /** whether a value holds until the next point; else points are joined by straight lines */
  step: boolean;
  /** in order of time; empty: none are known */
  rows: readonly Row[];
  published: readonly Published[];
  /** times of censoring, marked on the curve */
  censored: readonly number[];
  /** points of the curve that are what counts, as the looks of a boundary, each with its numbers; empty: none */
  marked: readonly Marked[];
}

/** A point of a curve with what is written at it, in lines. */
export interface Marked {
  at: number;
  value: number;
  lines: readonly string[];
  /** on which side of the curve there is room */
  side: 'above' | 'below';
}

/** A figure from a publication, drawn over the curve that is to meet it. */
export interface Published {
  at: number;
  value: number;
  lower: number | null;
  upper: number | null;
  /** shown beside it where there is room; may be empty */
  label: string;
}

/** Curves over one axis, before it is known how wide they are to be. */
export interface CurveChart extends Pick<Figure, 'id' | 'title' | 'caption'> {
  curves: readonly Curve[];
  x: Axis;
  y: Axis;
  /** sets of values of x that may have ticks, the finest first */
  xTicks: readonly (readonly number[])[];
  yTicks: readonly number[];
  /** beyond, curves are dashed and said to be extrapolation; null: nowhere */
  until: number | null;
  /** a horizontal line that means something, such as no difference */
  line: number | null;
  rows: 'all' | 'at risk' | 'none';
}

export interface Axis {
  type: 'linear' | 'log';
  domain: readonly [number, number];
  label: string;
  shown: (value: number) => string;
}

/** The curve up to, or from, a value of x, with a point at it. */
export function partOf(curve: Curve, from: number, to: number): Curve {
  const inside = curve.x.map((_, i) => i).filter((i) => curve.x[i]! > from && curve.x[i]! < to);
  const at = [from, to].map((x) => Math.min(Math.max(x, curve.x[0]!), curve.x.at(-1)!));
  if (at[0] === at[1] && curve.x.length > 1) return { ...curve, x: [], y: [], lower: [], upper: [] };
  const cut = (values: readonly (number | null)[]) => [
    valueAt(curve, values, at[0]!),
    ...inside.map((i) => values[i]!),
    valueAt(curve, values, at[1]!),
  ];
  return {
    ...curve,
    x: [at[0]!, ...inside.map((i) => curve.x[i]!), at[1]!],
    y: cut(curve.y) as number[],
    lower: cut(curve.lower),
    upper: cut(curve.upper),
  };
}

/** Value of a curve, or of a limit of its band, as drawn at x; that of the end beyond its ends. */
export function valueAt(
  { x: xs, step }: Curve,
  values: readonly (number | null)[],
  x: number,
): number | null {
  let before = 0;
  let after = xs.length - 1;
  if (x <= xs[0]!) return values[0]!;
  if (x >= xs[after]!) return values[after]!;
  while (after - before > 1) {
    const middle = (before + after) >> 1;
    if (xs[middle]! <= x) before = middle;
    else after = middle;
  }
  const [a, b] = [values[before]!, values[after]!];
  if (step || a === null || xs[before] === x) return a;
  if (b === null) return null;
  return a + ((b - a) * (x - xs[before]!)) / (xs[after]! - xs[before]!);
}

/** How many curves pass through a box. */
export function crossings(box: Box, curves: readonly Curve[], x: Scale, y: Scale): number {
  const share = (pixel: number) => (pixel - x.range[0]) / (x.range[1] - x.range[0]);
  const values = [box.left - 2, box.left + box.width + 2].map(
    (pixel) => x.domain[0] + share(pixel) * (x.domain[1] - x.domain[0]),
  ) as [number, number];
  return curves.filter((curve) => {
    if (values[0] > curve.x.at(-1)! || values[1] < curve.x[0]!) return false;
    const heights = Array.from({ length: 9 }, (_, i) =>
      pixelOf(y, valueAt(curve, curve.y, values[0] + (i / 8) * (values[1] - values[0]))!),
    );
    return Math.max(...heights) > box.top - 1 && Math.min(...heights) < box.top + box.height + 1;
  }).length;
}
