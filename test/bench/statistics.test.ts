import { expect, it } from 'vitest';
import { efficiencyOf, ratioOf, speedOf } from '../../bench/statistics.ts';

it('a speed is patients a second in the middle turn, the slowest and the fastest', () => {
  const timed = { patients: 12, seconds: [4, 1, 3, 2, 6] };
  expect(speedOf(timed)).toEqual({ median: 4, slowest: 2, fastest: 12 });
});

it('a ratio is the median of the turns, each with its own pair, and counts the patients of both', () => {
  // 20, 10 and 5 a second against 5, 10 and 1: 4, 1 and 5 times
  const one = { patients: 20, seconds: [1, 2, 4] };
  const other = { patients: 10, seconds: [2, 1, 10] };
  expect(ratioOf(one, other)).toBe(4);
  expect(ratioOf(other, one)).toBe(1 / 4);
});

it('turns that do not pair are refused', () => {
  const one = { patients: 1, seconds: [1, 2] };
  expect(() => ratioOf(one, { patients: 1, seconds: [1] })).toThrow('2 turns cannot be paired with 1');
});

it('two threads that do three times the work of one in twice the time are three quarters efficient', () => {
  const onOne = { patients: 100, seconds: [1, 2, 9] };
  const onAll = { patients: 300, seconds: [4, 1, 5], threads: 2 };
  expect(efficiencyOf(onAll, onOne)).toBe(0.75);
});
