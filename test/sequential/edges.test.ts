import { describe, expect, it } from 'vitest';
import { crossingProbabilities } from '../../src/sequential/crossing.ts';
import { designSequential, type SequentialPlan } from '../../src/sequential/design.ts';
import { driftForPower, informationRatios } from '../../src/sequential/operating-characteristics.ts';
import { familyOf } from './known.ts';

const spending = familyOf('lan-demets-obrien-fleming');
const plan: SequentialPlan = { fractions: [0.5, 1], alpha: 0.025, efficacy: { spending } };

describe('a design that is not possible says so', () => {
  it.each<[string, Partial<SequentialPlan>]>([
    ['there are no looks, must be at least one', { fractions: [] }],
    [
      'the information fraction of look 2 is 0.5, must be above that of the look before, 0.5',
      { fractions: [0.5, 0.5, 1] },
    ],
    [
      'the information fraction of look 2 is 0.3, must be above that of the look before, 0.5',
      { fractions: [0.5, 0.3, 1] },
    ],
    ['the information fraction of look 1 is 0, must be above 0 and finite', { fractions: [0, 1] }],
    ['the information fraction of the last look is 1.2, must be 1 in a plan', { fractions: [0.5, 1.2] }],
    ['the information fraction of the last look is 0.9, must be 1 in a plan', { fractions: [0.5, 0.9] }],
    ['alpha is 0, must be above 0 and below 0.5 for a one-sided test', { alpha: 0 }],
    ['alpha is 0.5, must be above 0 and below 0.5 for a one-sided test', { alpha: 0.5 }],
    ['alpha is 1, must be above 0 and below 1 for a two-sided test', { alpha: 1, sides: 2 }],
    [
      'the power is 1, must be above the one-sided alpha, 0.025, and below 1',
      { futility: { spending, power: 1 } },
    ],
    [
      'the power is 0.02, must be above the one-sided alpha, 0.025, and below 1',
      { futility: { spending, power: 0.02 } },
    ],
    ['a two-sided trial has futility boundaries, must have none', { sides: 2, futility: { z: [0] } }],
    [
      '2 futility boundaries are given for 2 looks, must be one for each but the last',
      { futility: { z: [0, 1] } },
    ],
    ['3 efficacy boundaries are given for 2 looks', { efficacy: { z: [3, 2, 2] } }],
    ['delta is 9, must lie from -5 to 5', { efficacy: { delta: 9 } }],
    [
      'the spending function spends 0.6 by look 1, must spend from 0 to 0.025, the one-sided alpha',
      { efficacy: { spending: (total, fraction) => (fraction < 1 ? 0.6 : total) } },
    ],
    [
      'the spending function spends NaN by look 1, must spend from 0 to 0.025',
      { efficacy: { spending: () => NaN } },
    ],
    [
      'the spending function spends 0.01 by look 2, must spend from 0.02 to 0.025',
      { efficacy: { spending: (_, fraction) => (fraction < 1 ? 0.02 : 0.01) } },
    ],
    [
      'the spending function spends 0.3 by look 1, must spend from 0 to 0.1, the type II error',
      { futility: { spending: () => 0.3, power: 0.9 } },
    ],
    [
      'futility at look 1, z 2.5, binds, and stops so many trials that no more than 0.00621 of alpha, 0.025',
      { futility: { z: [2.5] }, binding: true },
    ],
    [
      'binding futility by spending needs efficacy by spending',
      { efficacy: { delta: 0 }, futility: { spending, power: 0.8 }, binding: true },
    ],
  ])('%s', (message, change) => {
    expect(() => designSequential({ ...plan, ...change })).toThrow(RangeError);
    expect(() => designSequential({ ...plan, ...change })).toThrow(message);
  });

  it('when boundaries cross or a column is missing', () => {
    const boundaries = {
      fractions: [0.5, 1],
      efficacy: [2, 2],
      futility: [2.5, -Infinity],
      sides: 1 as const,
    };
    expect(() => crossingProbabilities(boundaries, 0)).toThrow('at look 1 the futility boundary is 2.5');
    expect(() => crossingProbabilities({ ...boundaries, futility: [0] }, 0)).toThrow(
      'there are 2 efficacy and 1 futility',
    );
    expect(() => crossingProbabilities({ ...boundaries, futility: [0, -Infinity] }, NaN)).toThrow(
      'the drift is NaN',
    );
    expect(() => crossingProbabilities({ ...boundaries, futility: [0, -Infinity] }, [1])).toThrow(
      '1 expected Z are given',
    );
    expect(() => crossingProbabilities({ ...boundaries, futility: [0, -Infinity], sides: 2 }, 0)).toThrow(
      'two-sided trial',
    );
  });
});

describe('a design with boundaries that are given', () => {
  it('spends beta for a power at the alpha that they have', () => {
    const given = {
      ...plan,
      alpha: NaN,
      efficacy: { z: [2.963, 1.969] },
      futility: { spending, power: 0.9 },
    };
    const design = designSequential(given);
    const { efficacy } = crossingProbabilities(design, design.drift!);
    expect(efficacy[0]! + efficacy[1]!).toBeCloseTo(0.9, 12);
  });

  it('says so when they are never crossed', () => {
    const never = { ...plan, efficacy: { z: [Infinity, Infinity] }, futility: { spending, power: 0.8 } };
    expect(() => designSequential(never)).toThrow(RangeError);
  });
});

describe('a design at the edge of what is possible is honest', () => {
  it('with a futility boundary as high as the efficacy boundary, all stops there', () => {
    const stopped = designSequential({
      ...plan,
      efficacy: { z: [2, 2] },
      futility: { z: [2] },
      binding: true,
    });
    const { efficacy, futility, inconclusive } = crossingProbabilities(stopped, 0);
    expect(efficacy[0]! + futility[0]!).toBeCloseTo(1, 14);
    expect(efficacy[1]).toBe(0);
    expect(inconclusive).toBe(0);
  });

  it('with looks close together', () => {
    const close = designSequential({ ...plan, fractions: [0.5, 0.50001, 1] });
    expect(close.alphaSpent[2]).toBeCloseTo(0.025, 13);
  });

  it('with a power near 1, and one just above alpha', () => {
    const design = designSequential(plan);
    expect(driftForPower(design, 0.9999)).toBeGreaterThan(5);
    expect(driftForPower(design, 0.0250001)).toBeLessThan(1e-4);
    expect(informationRatios(design, 0.025, 0.9999).inflation).toBeGreaterThan(1);
  });

  it('with an alpha near one half', () => {
    const design = designSequential({ ...plan, alpha: 0.499 });
    expect(design.alphaSpent[1]).toBeCloseTo(0.499, 13);
  });
});
