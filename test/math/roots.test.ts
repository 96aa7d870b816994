import { describe, expect, it } from 'vitest';
import { findRoot } from '../../src/math/roots.ts';

describe('findRoot', () => {
  it('finds roots to the last digit', () => {
    expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(findRoot((x) => Math.cos(x) - x, 0, 1)).toBeCloseTo(0.7390851332151607, 15);
    expect(findRoot((x) => x - 1e-200, 0, 1)).toBeCloseTo(1e-200, 215);
  });

  it('is quick where the function is smooth and sure where it is not', () => {
    const evaluations = (f: (x: number) => number, low: number, high: number) => {
      let count = 0;
      findRoot(
        (x) => {
          count++;
          return f(x);
        },
        low,
        high,
      );
      return count;
    };
    expect(evaluations((x) => Math.exp(x) - 5, 0, 4)).toBeLessThan(14);
    expect(evaluations((x) => (x < 0.3 ? -1 : 1), 0, 1)).toBeLessThan(120);
    expect(evaluations((x) => (x - 1) ** 9, 0, 3)).toBeLessThan(250);
  });

  it('stops early when a tolerance is given', () => {
    const root = findRoot((x) => x ** 3 - 7, 0, 3, 1e-3);
    expect(Math.abs(root - Math.cbrt(7))).toBeLessThan(1e-3);
  });

  it('returns an end that is a root', () => {
    expect(findRoot((x) => x, 0, 1)).toBe(0);
    expect(findRoot((x) => x - 1, 0, 1)).toBe(1);
  });

  it('refuses an interval without a change of sign', () => {
    expect(() => findRoot((x) => x * x + 1, -1, 2)).toThrow(
      'no change of sign between f(-1) = 2 and f(2) = 5',
    );
    expect(() => findRoot(() => NaN, 0, 1)).toThrow(RangeError);
  });
});
