import { expect, it } from 'vitest';
import { lineOf, nameOf, pointsOf } from '../../../src/study/compare/vary.ts';

it('a line of values has both ends, and steps of one length', () => {
  expect(lineOf(1, 3, 5)).toEqual([1, 1.5, 2, 2.5, 3]);
  expect(lineOf(3, 1, 2)).toEqual([3, 1]);
  // 0.1 + 0.2 is 0.30000000000000004, and what the file has is 0.3
  expect(lineOf(0.1, 0.7, 7)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  expect(lineOf(-1e-7, 1e-7, 3)).toEqual([-1e-7, 0, 1e-7]);
});

it('points are all combinations, the last parameter changing fastest; one empty point of nothing', () => {
  const points = pointsOf([
    { parameter: 'a', values: [1, 2] },
    { strategy: 's', parameter: 'b', values: [3, 4, 5] },
  ]);
  expect(points.map((point) => point.map(({ value }) => value))).toEqual([
    [1, 3],
    [1, 4],
    [1, 5],
    [2, 3],
    [2, 4],
    [2, 5],
  ]);
  expect(points[0]).toEqual([
    { parameter: 'a', value: 1 },
    { strategy: 's', parameter: 'b', value: 3 },
  ]);
  expect(pointsOf([])).toEqual([[]]);
});

it('a parameter is named as it is written', () => {
  expect(nameOf({ parameter: 'a' })).toBe('a');
  expect(nameOf({ strategy: 's', parameter: 'a.b' })).toBe('s.a.b');
});
