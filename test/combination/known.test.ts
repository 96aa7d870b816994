import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { conditionalError, remainingBoundaries } from '../../src/combination/conditional-error.ts';
import { fisherCriticalValues, fisherCrossing } from '../../src/combination/fisher.ts';
import { inverseNormal } from '../../src/combination/inverse-normal.ts';
import { populationsP } from '../../src/combination/two-populations.ts';
import { exp } from '../../src/math/elementary.ts';
import { integrate } from '../../src/math/integrate.ts';
import { crossingProbabilities } from '../../src/sequential/crossing.ts';
import { obrienFleming } from '../../src/sequential/spending/obrien-fleming.ts';

const known = JSON.parse(readFileSync('test/known/combination.json', 'utf8')) as {
  fisher: { spent: number[]; critical: number[] }[];
  equal: { spent: number[]; critical: number[] }[];
  combined: { fractions: number[]; z: number[]; combined: number }[];
  conditional: { fractions: number[]; critical: number[]; z: number; stage: number; level: number }[];
  populations: { z: [number, number]; share: number; p: number }[];
};

const sumTo = (values: number[], k: number) => values.slice(0, k + 1).reduce((sum, one) => sum + one, 0);

describe('combination tests and rpact', () => {
  it('have the same critical values of Fisher’s product', () => {
    for (const { spent, critical } of known.fisher)
      for (const [k, value] of fisherCriticalValues(spent).entries())
        expect(value / critical[k]!).toBeCloseTo(1, 7);
  });

  it('have the same chances to cross them', () => {
    for (const { spent, critical } of known.equal) {
      const crossing = fisherCrossing(critical);
      for (const [k, value] of spent.entries()) expect(sumTo(crossing, k)).toBeCloseTo(value, 10);
    }
  });

  it('have the same inverse normal combination', () => {
    for (const { fractions, z, combined } of known.combined) {
      const weights = fractions.map((fraction, k) => fraction - (fractions[k - 1] ?? 0));
      expect(inverseNormal(z, weights)).toBeCloseTo(combined, 12);
    }
  });

  it('have the same conditional error', () => {
    for (const { fractions, critical, z, stage, level } of known.conditional) {
      const now = { fraction: fractions[stage - 1]!, z };
      const left = { fractions: fractions.slice(stage), efficacy: critical.slice(stage) };
      expect(conditionalError({ now, ...left })).toBeCloseTo(level, 6);
    }
  });

  it('have the same p values of two populations', () => {
    for (const { z, share, p } of known.populations)
      expect(populationsP('spiessens-debois', z, share)).toBeCloseTo(p, 8);
  });
});

describe('Fisher’s product', () => {
  it('spends what it is told to, with values that rise as well', () => {
    // so little is spent first that some trials are certain to claim at the second stage
    const spent = [0.0015, 0.025, 0.03];
    const critical = fisherCriticalValues(spent);
    expect(critical[1]).toBeGreaterThan(critical[0]!);
    const crossing = fisherCrossing(critical);
    for (const [k, value] of spent.entries()) expect(sumTo(crossing, k)).toBeCloseTo(value, 12);
  });

  it('crosses at the second stage with the chance of the definition, whichever value is higher', () => {
    for (const [first, second] of [
      [0.01, 0.004],
      [0.002, 0.01],
    ] as const) {
      const given = (p: number) => Math.min(1, second / p);
      const plain = integrate((x) => given(exp(x)) * exp(x), Math.log(first), 0, 1e-12);
      expect(fisherCrossing([first, second])[1]).toBeCloseTo(plain, 10);
    }
  });

  it('has no boundary where nothing is spent', () => {
    expect(fisherCriticalValues([0, 0.025])[0]).toBe(0);
    expect(fisherCrossing(fisherCriticalValues([0, 0.025]))[1]).toBeCloseTo(0.025, 12);
  });
});

describe('the conditional error', () => {
  it('is what the stages after a change have as level', () => {
    const level = 0.083;
    const efficacy = remainingBoundaries(level, [0.3, 0.8, 1], obrienFleming.make());
    const futility = efficacy.map(() => -Infinity);
    const { inconclusive } = crossingProbabilities(
      { sides: 1, fractions: [0.3, 0.8, 1], efficacy, futility },
      0,
    );
    expect(1 - inconclusive).toBeCloseTo(level, 10);
  });

  it('may be above a half', () => {
    expect(remainingBoundaries(0.7, [1], obrienFleming.make())[0]).toBeCloseTo(-0.5244005, 6);
    expect(remainingBoundaries(0.7, [0.5, 1], obrienFleming.make())).toHaveLength(2);
  });
});

describe('bad input of combinations', () => {
  it('is told', () => {
    expect(() => inverseNormal([1, 2], [0.5])).toThrow('there are 1 weights for 2 stages');
    expect(() => inverseNormal([1], [0])).toThrow('the weight of stage 1 is 0, must be above 0');
    expect(() => fisherCriticalValues([0.02, 0.01])).toThrow('the error spent up to stage 2 is 0.01');
    expect(() => fisherCrossing([2])).toThrow('the critical value of stage 1 is 2, must lie from 0 to 1');
    expect(() => remainingBoundaries(0, [1], obrienFleming.make())).toThrow('the level is 0');
    expect(() => populationsP('spiessens-debois', [1, 2], 0)).toThrow('the share of the subgroup is 0');
  });
});
