import { speedOf, type Timed } from '../statistics.ts';

/** Headings of `speeds`. */
export const SPEEDS = [{ heading: 'M/s' }, { heading: 'slowest' }, { heading: 'fastest' }];

/** Million patients a second: the middle one of the turns, the slowest and the fastest. */
export function speeds(timed: Timed): string[] {
  const { median, slowest, fastest } = speedOf(timed);
  return [median, slowest, fastest].map(millions);
}

/** A speed in millions, whether it is a hundred million a second or a hundred. */
export function millions(speed: number): string {
  return threeDigits(speed / 1e6);
}

/** Three digits that count: 0.000335, 8.20, 132,000. */
export function threeDigits(value: number): string {
  return value.toLocaleString('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
}
