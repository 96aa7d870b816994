import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalOutside } from '../../src/math/multivariate-normal.ts';
import { normalSurvival } from '../../src/math/normal.ts';

interface Case {
  correlation: number[][];
  limit: number;
  sided: 1 | 2;
  outside: number;
}

const known: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('../known/multivariate-normal.json', import.meta.url), 'utf8'),
);

const outside = ({ correlation, limit, sided }: Pick<Case, 'correlation' | 'limit' | 'sided'>) =>
  normalOutside(
    correlation.map(() => (sided === 2 ? -limit : -Infinity)),
    correlation.map(() => limit),
    correlation,
  );

describe('the chance that a normal vector leaves a box', () => {
  it.each([2, 3, 4])("of %d dimensions is that of R's mvtnorm and integrate", (size) => {
    const cases = known.cases.filter(({ correlation }) => correlation.length === size);
    expect(cases.length).toBeGreaterThan(10);
    for (const one of cases) expect(Math.abs(outside(one) - one.outside)).toBeLessThan(1e-11);
  });

  it('keeps its digits when it is small', () => {
    const independent = [
      [1, 0],
      [0, 1],
    ];
    const tail = 2 * normalSurvival(20);
    const both = outside({ correlation: independent, limit: 20, sided: 2 });
    expect(Math.abs(both / (2 * tail) - 1)).toBeLessThan(1e-9);
  });

  it('does not grow with variables that say the same', () => {
    const one = 2 * normalSurvival(1.7);
    const alike = Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => 1));
    expect(outside({ correlation: alike, limit: 1.7, sided: 2 })).toBeCloseTo(one, 14);
    const opposite = [
      [1, -1],
      [-1, 1],
    ];
    expect(outside({ correlation: opposite, limit: 1.7, sided: 2 })).toBeCloseTo(one, 14);
    expect(outside({ correlation: opposite, limit: 1.7, sided: 1 })).toBeCloseTo(one, 14);
  });

  it('takes variances that are not 1, and bounds that are not alike', () => {
    const found = normalOutside(
      [-Infinity, -3],
      [2, 6],
      [
        [4, 0],
        [0, 9],
      ],
    );
    expect(found).toBeCloseTo(1 - (1 - normalSurvival(1)) * (1 - normalSurvival(1) - normalSurvival(2)), 12);
  });

  it('is 1 when the bounds leave nothing, and 0 for what does not vary', () => {
    expect(normalOutside([1], [1], [[1]])).toBe(1);
    expect(normalOutside([-1], [1], [[0]])).toBe(0);
  });
});
