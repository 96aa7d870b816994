import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/math/normal.ts';
import { simulatedQuantile } from '../../src/trial/quantiles.ts';

describe('the Monte Carlo standard error of a quantile', () => {
  const n = 10_000;
  // the sample that a normal distribution has on average
  const normal = Float64Array.from({ length: n }, (_, i) => normalQuantile((i + 0.5) / n));
  const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

  it('is that of large samples, sqrt(p (1 - p) / n) over the density', () => {
    for (const p of [0.025, 0.25, 0.5, 0.75, 0.975]) {
      const { value, mcse } = simulatedQuantile(normal, p);
      expect(value).toBeCloseTo(normalQuantile(p), 2);
      const expected = Math.sqrt((p * (1 - p)) / n) / density(normalQuantile(p));
      // the interval takes in where the density changes
      expect(Math.abs(mcse / expected - 1)).toBeLessThan(p === 0.025 || p === 0.975 ? 0.02 : 0.001);
    }
  });

  it('is not known where its interval leaves the sample', () => {
    expect(simulatedQuantile(Float64Array.of(1, 2, 3), 0.025).mcse).toBeNaN();
    expect(simulatedQuantile(new Float64Array(0), 0.5)).toEqual({ p: 0.5, value: NaN, mcse: NaN });
  });

  it('is infinite where values within the interval are', () => {
    const ratios = normal.map((z) => (z > 1.97 ? Infinity : z));
    expect(simulatedQuantile(ratios, 0.975).mcse).toBe(Infinity);
    expect(Number.isFinite(simulatedQuantile(ratios, 0.5).mcse)).toBe(true);
  });
});
