import type { Override } from '../../scenario/overrides.ts';

/** A parameter that takes a line of values. */
export interface Variation extends Omit<Override, 'value'> {
  values: readonly number[];
}

/**
 * Values from one end to the other, both included, equally far apart: 0.3 between 0.1 and 0.5, not 0.30000000000000004.
 */
export function lineOf(from: number, to: number, steps: number): number[] {
  const between = (i: number) => Number((from + ((to - from) * i) / (steps - 1)).toPrecision(12));
  return Array.from({ length: steps }, (_, i) => (i === 0 ? from : i === steps - 1 ? to : between(i)));
}

/** Every combination of the values of some variations, the last one changing fastest; one empty point of none. */
export function pointsOf(variations: readonly Variation[]): Override[][] {
  return variations.reduce<Override[][]>(
    (points, { values, ...what }) =>
      points.flatMap((point) => values.map((value) => [...point, { ...what, value }])),
    [[]],
  );
}

/** As it is written: `parameter`, or `strategy.parameter`. */
export function nameOf({ strategy, parameter }: Omit<Override, 'value'>): string {
  return strategy === undefined ? parameter : `${strategy}.${parameter}`;
}
