import { expect, it } from 'vitest';
import { sum } from '../../src/math/sum.ts';

it('a compensated sum keeps what plain addition loses', () => {
  expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  expect(sum(new Float64Array(10).fill(0.1))).toBe(1);
  expect(sum([])).toBe(0);
});

it('a compensated sum passes on infinities and NaN', () => {
  expect(sum([1, Infinity])).toBe(Infinity);
  expect(sum([Infinity, -Infinity])).toBeNaN();
});
