import { speedOf, type Timed } from '../statistics.ts';

/** Column headings for `speeds`. */
export const SPEEDS = [{ heading: 'M/s' }, { heading: 'slowest' }, { heading: 'fastest' }];

/** Million patients per second: median, slowest and fastest turn. */
export function speeds(timed: Timed): string[] {
  const { median, slowest, fastest } = speedOf(timed);
  return [median, slowest, fastest].map(millions);
}

/** A speed in millions, for any order of magnitude. */
export function millions(speed: number): string {
  return threeDigits(speed / 1e6);
}

/** Three significant digits: 0.000335, 8.20, 132,000. */
export function threeDigits(value: number): string {
  return value.toLocaleString('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
}
