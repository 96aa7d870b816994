import { expect, it } from 'vitest';
import { lineOf, nameOf, pointsOf } from '../../../src/study/compare/vary.ts';

it('a line of values has both ends, and steps of one length', () => {
  expect(lineOf(1, 3, 5)).toEqual([1, 1.5, 2, 2.5, 3]);
  expect(lineOf(3, 1, 2)).toEqual([3, 1]);
  // 0.1 + 0.2 is 0.30000000000000004, and what the file has is 0.3
  expect(lineOf(0.1, 0.7, 7)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  expect(lineOf(-1e-7, 1e-7, 3)).toEqual([-1e-7, 0, 1e-7]);
  expect(lineOf(1e-120, 5e-120, 5)).toEqual([1e-120, 2e-120, 3e-120, 4e-120, 5e-120]);
  expect(lineOf(-1e308, 1e308, 5)).toEqual([-1e308, -5e307, 0, 5e307, 1e308]);
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

it('a line that passes 0 holds exactly 0, and ends exactly where it should', () => {
  expect(lineOf(-0.03, 0.03, 61)[30]).toBe(0);
  for (const end of [0.07, 0.3, 1, 7.7, 1e-5, 123456.789]) {
    for (let before = 1; before < 40; before++) {
      for (const after of [1, 7, 30]) {
        const line = lineOf((-end * before) / after, end, before + after + 1);
        expect(line[before]).toBe(0);
        expect(line[before + after]).toBe(end);
      }
    }
  }
});
