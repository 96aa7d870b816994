import type { Override } from '../../scenario/overrides.ts';

/** A parameter that takes a series of values. */
export interface Variation extends Omit<Override, 'value'> {
  values: number[];
}

/** Decimal digits kept of a value, and of the larger end of the range; further digits are rounding error. */
const DIGITS = 12;
const DIGITS_OF_RANGE = 14;
/** Largest argument of `toFixed`. */
const MOST_DECIMALS = 100;

/**
 * Equally spaced values from one end to the other, both included. Rounded: 0.3 between 0.1 and 0.5, not
 * 0.30000000000000004, and exactly 0 where the line crosses 0.
 */
export function lineOf(from: number, to: number, steps: number): number[] {
  const last = steps - 1;
  const exponent = Number(Math.max(Math.abs(from), Math.abs(to)).toExponential().split('e')[1]);
  const decimals = Math.max(DIGITS_OF_RANGE - exponent, 0);
  const between = (i: number) => {
    const value = from * ((last - i) / last) + to * (i / last);
    const rounded = decimals > MOST_DECIMALS ? value : Number(value.toFixed(decimals));
    // adding 0 turns -0 into 0
    return Number(rounded.toPrecision(DIGITS)) + 0;
  };
  return Array.from({ length: steps }, (_, i) => (i === 0 ? from : i === last ? to : between(i)));
}

/**
 * All combinations of the values of some variations, the last one changing fastest; without variations, one empty
 * combination.
 */
export function pointsOf(variations: readonly Variation[]): Override[][] {
  return variations.reduce<Override[][]>(
    (points, { values, ...what }) =>
      points.flatMap((point) => values.map((value) => [...point, { ...what, value }])),
    [[]],
  );
}

/** The name as users write it: `parameter`, or `strategy.parameter`. */
export function nameOf({ strategy, parameter }: Omit<Override, 'value'>): string {
  return strategy === undefined ? parameter : `${strategy}.${parameter}`;
}
