/** Futility where a claim has become unlikely: by its definition, and by the closed form of one look that is left. */
import { describe, expect, it } from 'vitest';
import { normalQuantileOfUpper } from '../../src/math/normal.ts';
import { conditionalPower, driftGiven, predictivePower } from '../../src/sequential/conditional-power.ts';
import { crossingProbabilities } from '../../src/sequential/crossing.ts';
import { designSequential } from '../../src/sequential/design.ts';
import { futilityAtChance } from '../../src/sequential/futility-by-chance.ts';
import { familyOf } from './known.ts';

const spending = familyOf('lan-demets-obrien-fleming');
const fractions = [0.33, 0.67, 1];
const plan = { fractions, alpha: 0.025, efficacy: { spending } };

describe('futility by the chance of a later claim', () => {
  const t = 0.6;
  const b = 1.98;
  const look = { fraction: t, fractions: [1], efficacy: [b] };

  it('is the formula of Lan and Wittes where one look is left', () => {
    for (const chance of [0.05, 0.2, 0.5, 0.8]) {
      const own = b - normalQuantileOfUpper(chance) * Math.sqrt(1 - t);
      for (const drift of [0, 2.8])
        expect(futilityAtChance(look, chance, drift)).toBeCloseTo((own - drift * (1 - t)) / Math.sqrt(t), 10);
      // under the trend the drift is z / sqrt(t)
      expect(futilityAtChance(look, chance, 'trend')).toBeCloseTo(own * Math.sqrt(t), 10);
      // predictive power: z / sqrt(t) with standard error sqrt(1 / t - 1) of what is left
      const predictive = (b - normalQuantileOfUpper(chance) * Math.sqrt((1 - t) / t)) * Math.sqrt(t);
      expect(futilityAtChance(look, chance, 'predictive')).toBeCloseTo(predictive, 10);
    }
  });

  it('has just that chance where several are left', () => {
    const { efficacy } = designSequential(plan);
    const left = { fractions: [0.67, 1], efficacy: efficacy.slice(1) };
    const at = (z: number) => ({ now: { fraction: 0.33, z }, ...left });
    const ahead = { fraction: 0.33, ...left };
    const under = futilityAtChance(ahead, 0.3, 3.1);
    expect(conditionalPower(at(under), 3.1)).toBeCloseTo(0.3, 11);
    const flat = futilityAtChance(ahead, 0.3, 'predictive');
    expect(predictivePower(at(flat), driftGiven(at(flat).now))).toBeCloseTo(0.3, 11);
  });

  it('leaves efficacy alone unless it binds, and then spends alpha as before', () => {
    const plain = designSequential(plan);
    const futility = { chance: [0, 0.4], under: 'trend' as const };
    const free = designSequential({ ...plan, futility });
    expect(free.efficacy).toEqual(plain.efficacy);
    expect(free.futility[0]).toBe(-Infinity);
    const bound = designSequential({ ...plan, futility, binding: true });
    expect(bound.efficacy[2]).toBeLessThan(plain.efficacy[2]!);
    const spent = crossingProbabilities(bound, 0).efficacy.reduce((sum, chance) => sum + chance, 0);
    expect(spent).toBeCloseTo(0.025, 12);
    const now = { fraction: 0.67, z: bound.futility[1]! };
    const left = { now, fractions: [1], efficacy: [bound.efficacy[2]!] };
    expect(conditionalPower(left, now.z / Math.sqrt(0.67))).toBeCloseTo(0.4, 9);
  });

  it('refuses what is no chance', () => {
    expect(() => futilityAtChance(look, 1, 0)).toThrow('the chance is 1, must be at least 0 and below 1');
    expect(() => designSequential({ ...plan, futility: { chance: [0.1], under: 0 } })).toThrow(
      '1 chances are given for 3 looks, must be one for each but the last',
    );
  });
});
