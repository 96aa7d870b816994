import { describe, expect, it } from 'vitest';
import { boundaryAsObserved } from '../../src/sequential/as-observed.ts';
import { crossingProbabilities } from '../../src/sequential/crossing.ts';
import { designSequential } from '../../src/sequential/design.ts';
import { familyOf } from './known.ts';

const spending = familyOf('lan-demets-obrien-fleming');
const fractions = [0.33, 0.67, 1];
const alpha = 0.025;

describe('a look at another fraction than planned', () => {
  it('has the planned boundary when it comes as planned', () => {
    const futility = { spending: familyOf('hwang-shih-decani', -2), power: 0.9 };
    for (const binding of [false, true]) {
      const plan = designSequential({ fractions, alpha, efficacy: { spending }, futility, binding });
      fractions.forEach((_, k) => {
        const look = boundaryAsObserved({
          fractions: fractions.slice(0, k + 1),
          isFinal: k === 2,
          alpha,
          spending,
          futility: { ...futility, drift: plan.drift! },
          binding,
        });
        expect(Math.abs(look.efficacy - plan.efficacy[k]!)).toBeLessThan(1e-12);
        if (k < 2) expect(Math.abs(look.futility - plan.futility[k]!)).toBeLessThan(1e-11);
        else expect(look.futility).toBe(-Infinity);
        expect(Math.abs(look.alphaSpent - plan.alphaSpent[k]!)).toBeLessThan(1e-15);
      });
    }
  });

  it('spends what the function gives at its own fraction', () => {
    const look = boundaryAsObserved({ fractions: [0.4, 0.61], isFinal: false, alpha, spending });
    expect(Math.abs(look.alphaSpent - spending(alpha, 0.61))).toBeLessThan(1e-15);
    const replanned = designSequential({ fractions: [0.4, 0.61, 1], alpha, efficacy: { spending } });
    expect(Math.abs(look.efficacy - replanned.efficacy[1]!)).toBeLessThan(1e-12);
  });

  it.each([0.9, 1, 1.08])('spends all that is left when it is the last, at fraction %d', (last) => {
    const looks = [0.35, 0.7, last];
    const used = [0.35, 0.7].map((_, k) =>
      boundaryAsObserved({ fractions: looks.slice(0, k + 1), isFinal: false, alpha, spending }),
    );
    const end = boundaryAsObserved({ fractions: looks, isFinal: true, alpha, spending });
    expect(end.alphaSpent).toBeCloseTo(alpha, 15);
    const boundaries = {
      fractions: looks,
      efficacy: [...used.map(({ efficacy }) => efficacy), end.efficacy],
      futility: [-Infinity, -Infinity, -Infinity],
      sides: 1 as const,
    };
    const spent = crossingProbabilities(boundaries, 0).efficacy.reduce((sum, chance) => sum + chance, 0);
    expect(Math.abs(spent - alpha)).toBeLessThan(1e-14);
  });

  it('leaves alpha whole where the boundaries used before were others', () => {
    const used = { efficacy: [3.2, 2.6], futility: [-Infinity, -Infinity] };
    const look = boundaryAsObserved({ fractions: [0.3, 0.6, 1], isFinal: true, alpha, spending, used });
    const { efficacy } = crossingProbabilities(
      {
        fractions: [0.3, 0.6, 1],
        efficacy: [...used.efficacy, look.efficacy],
        futility: [-Infinity, -Infinity, -Infinity],
        sides: 1,
      },
      0,
    );
    expect(Math.abs(efficacy.reduce((sum, chance) => sum + chance, 0) - alpha)).toBeLessThan(1e-14);
  });

  it('spends half of alpha on each of two sides', () => {
    const plan = designSequential({ fractions, alpha: 0.05, sides: 2, efficacy: { spending } });
    const look = boundaryAsObserved({ fractions, isFinal: true, alpha: 0.05, sides: 2, spending });
    expect(Math.abs(look.efficacy - plan.efficacy[2]!)).toBeLessThan(1e-12);
  });

  it('is refused beyond the planned information unless it is the last', () => {
    const looks = { alpha, spending, isFinal: false };
    expect(() => boundaryAsObserved({ ...looks, fractions: [0.5, 1.02] })).toThrow(
      'look 2 is at information fraction 1.02, must be final or below 1: all alpha is spent',
    );
    expect(() => boundaryAsObserved({ ...looks, fractions: [0.5, 0.4] })).toThrow(
      'the information fraction of look 2 is 0.4, must be above that of the look before, 0.5',
    );
    expect(() =>
      boundaryAsObserved({ ...looks, fractions: [0.5, 0.7], used: { efficacy: [], futility: [] } }),
    ).toThrow('boundaries of 0 looks were used, must be 1');
    const futility = { spending, power: 0.8, drift: 3 };
    expect(() => boundaryAsObserved({ ...looks, fractions: [0.5], sides: 2, futility })).toThrow(
      'a two-sided trial has futility boundaries, must have none',
    );
  });
});
