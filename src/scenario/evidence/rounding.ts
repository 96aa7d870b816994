/**
 * Printed numbers are rounded: 0.30 means any number from 0.295 to 0.305. The lint compares the ranges that the digits
 * allow, so it needs no tolerance.
 */

/** A printed number and its number of decimals. */
export interface Rounded {
  value: number;
  decimals: number;
}

/** A range of possible numbers, both ends included. */
export type Range = readonly [lower: number, upper: number];

/** Slack for binary arithmetic on decimal numbers, far below any printed digit. */
const SLACK = 1e-9;

/** The number of decimals as written in the file; a trailing zero is lost there. */
export function decimalsOf(value: number): number {
  const [digits, exponent] = String(value).split('e') as [string, string?];
  const point = digits.indexOf('.');
  return Math.max(0, (point < 0 ? 0 : digits.length - point - 1) - Number(exponent ?? 0));
}

export const asWritten = (value: number): Rounded => ({ value, decimals: decimalsOf(value) });

/** Half a unit of the last printed decimal. */
export function halfUnit(decimals: number): number {
  let tenths = 1;
  for (let i = 0; i < decimals; i++) tenths *= 10;
  return 0.5 / tenths;
}

/**
 * The range of numbers that round to a printed number; both ends count, because an exact half may be rounded up or
 * down.
 */
export function rangeOf({ value, decimals }: Rounded): Range {
  const half = halfUnit(decimals);
  return [value - half, value + half];
}

export function overlap(a: Range, b: Range): boolean {
  return a[0] <= b[1] + SLACK && b[0] <= a[1] + SLACK;
}

export function within(value: number, range: Range): boolean {
  return value >= range[0] - SLACK && value <= range[1] + SLACK;
}

/** Whether two printed numbers may be the same number; with equally many decimals they must be equal. */
export function mayBeOne(a: Rounded, b: Rounded): boolean {
  if (a.decimals === b.decimals) return Math.abs(a.value - b.value) <= SLACK;
  return overlap(rangeOf(a), rangeOf(b));
}
