import { expect, it } from 'vitest';
import { claimsOf } from '../../../src/scenario/evidence/claims.ts';
import { readP } from '../../../src/scenario/evidence/p-value.ts';
import {
  fromOuterLimitAndP,
  logInterval,
  pValues,
  standardErrors,
} from '../../../src/scenario/evidence/wald.ts';
import { ratioText } from '../../../src/scenario/evidence/words.ts';
import { asFile } from './examples.ts';

const logOf = (ratio: number, interval: number[], level?: number) =>
  logInterval(claimsOf(asFile({ figures: [{ quantity: 'q', ratio, interval, level }] }))[0]!);

// five misprinted rows of one table, put right by hand from the limit that can be trusted
it.each([
  [1.62, [0.62, 2.58], 0.045, '1.61 (1.01-2.58)'],
  [1.07, [0.94, 1.73], 0.791, '1.07 (0.66-1.73)'],
  [1.06, [0.42, 2.64], 0.089, '1.57 (0.93-2.64)'],
  [1.25, [0.96, 2.84], 0.008, '1.82 (1.17-2.84)'],
  [1.18, [0.3, 2.89], 0.028, '1.75 (1.06-2.89)'],
])('%d (%j) with P = %d is rebuilt from the upper limit and P as %4$s', (ratio, interval, p, expected) => {
  const { ratio: point, lower, upper } = fromOuterLimitAndP(logOf(ratio, interval)!, readP(p)!.range)!;
  expect(`${ratioText(point)} (${ratioText(lower)}-${ratioText(upper)})`).toBe(expected);
});

it('rebuilds a protective ratio from its lower limit', () => {
  const { ratio, upper } = fromOuterLimitAndP(logOf(1 / 1.18, [1 / 2.89, 1 / 0.3])!, readP(0.028)!.range)!;
  expect(ratioText(1 / ratio)).toBe('1.75');
  expect(ratioText(1 / upper)).toBe('1.06');
});

it('puts P at 0.05 where a 95% interval touches 1', () => {
  const log = logOf(2, [1, 4])!;
  const [low, high] = pValues(log.estimate, standardErrors(log));
  expect(low).toBeLessThan(0.05);
  expect(high).toBeGreaterThan(0.05);
});

it('minds the level of the interval', () => {
  const [narrow, wide] = [logOf(1.5, [1.2, 1.875])!, logOf(1.5, [1.2, 1.875], 0.99)!];
  expect(standardErrors(narrow)[0] / standardErrors(wide)[0]).toBeCloseTo(2.575829 / 1.959964, 6);
});

it.each([
  [1.5, [0, 2]],
  [1.5, [2, 1]],
  [-1, [0.5, 2]],
])('leaves %d (%j) to other rules', (ratio, interval) => expect(logOf(ratio, interval)).toBeUndefined());
