import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  chiSquareTails,
  kolmogorovDistance,
  kolmogorovTails,
  largestNormalTails,
  pearson,
  poissonTails,
  type Tails,
  twoSided,
} from './p-values.ts';

const known = JSON.parse(readFileSync(new URL('../known/verify.json', import.meta.url), 'utf8'));

/** Our tails, and a bound on the relative difference of either from R's. */
const distributions: Record<string, [tails: (statistic: number, parameter: number) => Tails, bound: number]> =
  {
    chiSquareTails: [chiSquareTails, 1e-12],
    poissonTails: [poissonTails, 1e-12],
    largestNormalTails: [largestNormalTails, 1e-12],
  };

describe('tails agree with R', () => {
  it.each(Object.entries(distributions))('%s', (name, [tails, bound]) => {
    for (const [statistic, parameter, lower, upper] of known[name] as [number, number, number, number][]) {
      const found = tails(statistic, parameter);
      const where = `${name}(${statistic}, ${parameter})`;
      expect(Math.abs(found.lower / lower - 1), `lower tail of ${where}`).toBeLessThan(bound);
      expect(Math.abs(found.upper / upper - 1), `upper tail of ${where}`).toBeLessThan(bound);
    }
  });

  it('Kolmogorov, exact in R and corrected here, within 0.02 / n', () => {
    for (const [distance, n, lower, upper] of known.kolmogorovTails as [number, number, number, number][]) {
      const found = kolmogorovTails(distance, n);
      expect(Math.abs(found.lower - lower), `lower tail of ${distance}, ${n}`).toBeLessThan(0.02 / n);
      expect(Math.abs(found.upper - upper), `upper tail of ${distance}, ${n}`).toBeLessThan(0.02 / n);
    }
  });
});

it('a two-sided p-value is twice the smaller tail', () => {
  expect(twoSided({ lower: 1e-20, upper: 1 })).toBe(2e-20);
  expect(twoSided({ lower: 0.75, upper: 0.25 })).toBe(0.5);
  // halves of a discrete distribution may both be above 1/2
  expect(twoSided({ lower: 0.6, upper: 0.6 })).toBe(1);
});

it('the distance of three values from the uniform, by hand', () => {
  // steps at 0.1, 0.2 and 0.9: furthest just after 0.2, at 2/3
  expect(kolmogorovDistance(Float64Array.of(0.1, 0.2, 0.9))).toBeCloseTo(2 / 3 - 0.2, 15);
});

it("Pearson's sum of 3, 5 and 4 in equal cells is 1/2", () => {
  expect(pearson([3, 5, 4], () => 1 / 3)).toBeCloseTo(0.5, 14);
});
