import type { Figure } from './figure.ts';
import type { Box } from './labels.ts';
import type { Row } from './risk-rows.ts';
import { pixelOf, type Scale } from './scales.ts';

/** A curve of a figure, with everything that belongs to it. */
export interface Curve {
  /** name for programs, in `data-series` */
  name: string;
  /** title for people */
  title: string;
  /** index of a colour of the look */
  colour: number;
  /** times, or another x, increasing */
  x: readonly number[];
  y: readonly number[];
  /** limits of the band; null where unknown */
  lower: readonly (number | null)[];
  upper: readonly (number | null)[];
  /** whether a value holds until the next point; otherwise points are joined by straight lines */
  step: boolean;
  /** in order of time; empty if none are known */
  rows: readonly Row[];
  published: readonly Published[];
  /** times of censoring, marked on the curve */
  censored: readonly number[];
  /** marked points with their numbers, such as the looks of a boundary; may be empty */
  marked: readonly Marked[];
}

/** A point of a curve with lines of text at it. */
export interface Marked {
  at: number;
  value: number;
  lines: readonly string[];
  /** the side of the curve with room for the text */
  side: 'above' | 'below';
}

/** A published figure, drawn with the curve that should agree with it. */
export interface Published {
  at: number;
  value: number;
  lower: number | null;
  upper: number | null;
  /** text beside it, if there is room; may be empty */
  label: string;
}

/** Curves over one axis, without a width. */
export interface CurveChart extends Pick<Figure, 'id' | 'title' | 'caption'> {
  curves: readonly Curve[];
  x: Axis;
  y: Axis;
  /** possible sets of tick values, the finest first */
  xTicks: readonly (readonly number[])[];
  yTicks: readonly number[];
  /** beyond this x, curves are dashed and marked as extrapolated; null: nowhere */
  until: number | null;
  /** a horizontal reference line, such as no difference */
  line: number | null;
  rows: 'all' | 'at risk' | 'none';
}

export interface Axis {
  type: 'linear' | 'log';
  domain: readonly [number, number];
  label: string;
  shown: (value: number) => string;
}

/** The curve up to, or from, a value of x, with a point at that value. */
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

/** The value at x of a curve or band limit as drawn; beyond the ends, the value of the end. */
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

/** The number of curves that cross a box. */
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
