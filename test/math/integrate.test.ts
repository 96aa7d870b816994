import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/math/integrate.ts';

describe('an integral', () => {
  it('is exact for polynomials up to degree 22', () => {
    for (let degree = 0; degree <= 22; degree++) {
      const exact = (2 ** (degree + 1) - (-1) ** (degree + 1)) / (degree + 1);
      expect(Math.abs(integrate((x) => x ** degree, -1, 2) / exact - 1)).toBeLessThan(1e-13);
    }
  });

  it('finds its way around kinks', () => {
    expect(integrate((x) => Math.abs(x - Math.SQRT1_2), 0, 2)).toBeCloseTo(
      (0.5 + (2 - Math.SQRT1_2) ** 2) / 2,
      10,
    );
  });

  it('takes the accuracy that is asked for', () => {
    let calls = 0;
    const f = (x: number) => {
      calls++;
      return 1 / (1 + 400 * x * x);
    };
    const rough = integrate(f, -1, 1, 1e-3);
    const few = calls;
    const fine = integrate(f, -1, 1, 1e-12);
    const exact = Math.atan(20) / 10;
    expect(Math.abs(rough / exact - 1)).toBeLessThan(1e-3);
    expect(Math.abs(fine / exact - 1)).toBeLessThan(1e-12);
    expect(calls - few).toBeGreaterThan(few);
  });

  it('of 0 is 0, and of nothing', () => {
    expect(integrate(() => 0, 0, 1)).toBe(0);
    expect(integrate((x) => x, 3, 3)).toBe(0);
  });

  it('ends where there is no end', () => {
    expect(Number.isFinite(integrate((x) => 1 / x, 0, 1, 1e-12, 50))).toBe(true);
    expect(integrate(() => NaN, 0, 1)).toBeNaN();
  });
});
