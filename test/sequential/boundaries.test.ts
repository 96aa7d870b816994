import { describe, expect, it } from 'vitest';
import { crossingProbabilities } from '../../src/sequential/crossing.ts';
import { designSequential } from '../../src/sequential/design.ts';
import { informationRatios } from '../../src/sequential/operating-characteristics.ts';
import { distance, familyOf, known, planOf } from './known.ts';

/** What is asked of the boundaries: z within so much of rpact's. */
const CLOSE = 1e-7;

const tightOf = new Map(known.tight.map(({ name, efficacy }) => [name, efficacy]));

describe('the boundaries of a group-sequential design', () => {
  for (const design of known.designs) {
    const { name, rpact } = design;
    const tight = tightOf.get(name);

    it(`are rpact's: ${name}`, () => {
      const ours = designSequential(planOf(design));
      // three of rpact's are further than that from the finer grid in R: our distance may be theirs
      const slack = tight ? CLOSE + distance(rpact.efficacy, tight) : CLOSE;
      expect(distance(ours.efficacy, rpact.efficacy)).toBeLessThan(slack);
      expect(distance(ours.nominal, rpact.nominal)).toBeLessThan(slack);
      expect(distance(ours.alphaSpent, rpact.alphaSpent)).toBeLessThan(slack);
      if (rpact.futility) expect(distance(ours.futility, rpact.futility)).toBeLessThan(slack);
    });

    if (tight)
      it(`are closer to the finer grid in R than rpact's are: ${name}`, () => {
        const ours = designSequential(planOf(design));
        expect(distance(ours.efficacy, tight)).toBeLessThan(1e-9);
        expect(distance(rpact.efficacy, tight)).toBeGreaterThan(CLOSE);
      });

    if (!tight && design.fractions.length > 1)
      it(`give rpact's drift, sizes and chances of stopping: ${name}`, () => {
        const ours = designSequential(planOf(design));
        const ratios = informationRatios(ours, design.alpha, design.power);
        // the drift moves no more than the boundaries do
        expect(Math.abs(ratios.drift - Math.sqrt(rpact.shift))).toBeLessThan(CLOSE);
        expect(Math.abs(Math.sqrt(ratios.inflation) - Math.sqrt(rpact.inflation))).toBeLessThan(CLOSE);
        for (const where of ['null', 'half', 'effect'] as const)
          expect(Math.abs(ratios.expected[where] - rpact.expected[where])).toBeLessThan(CLOSE);
        const { efficacy, futility } = crossingProbabilities(ours, Math.sqrt(rpact.shift));
        expect(distance(efficacy, rpact.rejection)).toBeLessThan(CLOSE);
        expect(distance(futility, rpact.futilityChances)).toBeLessThan(CLOSE);
      });

    it(`spend alpha to the last digit, and beta: ${name}`, () => {
      const plan = planOf(design);
      const ours = designSequential(plan);
      const last = design.fractions.length - 1;
      const { binding } = design;
      const atNull = crossingProbabilities(ours, 0, { obeyFutility: binding });
      const spent = [...atNull.efficacy, ...atNull.opposite].reduce((sum, chance) => sum + chance, 0);
      expect(Math.abs(ours.alphaSpent[last]! - design.alpha)).toBeLessThan(1e-13);
      expect(Math.abs(spent - design.alpha)).toBeLessThan(1e-13);
      if (ours.drift === undefined) return;
      const { efficacy } = crossingProbabilities(ours, ours.drift);
      expect(Math.abs(efficacy.reduce((sum, chance) => sum + chance, 0) - design.power)).toBeLessThan(1e-12);
      expect(Math.abs(ours.betaSpent![last]! - (1 - design.power))).toBeLessThan(1e-12);
    });
  }

  it('are the normal quantile where there is one look', () => {
    const { efficacy } = designSequential({ fractions: [1], alpha: 0.025, efficacy: { delta: 0 } });
    expect(Math.abs(efficacy[0]! - 1.959963984540054)).toBeLessThan(1e-13);
  });

  it('do not depend on looks that spend nothing', () => {
    const spending = familyOf('lan-demets-pocock');
    const without = designSequential({ fractions: [0.4, 1], alpha: 0.025, efficacy: { spending } });
    const skipping = designSequential({
      fractions: [0.2, 0.4, 0.7, 1],
      alpha: 0.025,
      efficacy: {
        spending: (total, t) => (t < 0.4 ? 0 : t === 0.7 ? spending(total, 0.4) : spending(total, t)),
      },
    });
    expect(skipping.efficacy[0]).toBe(Infinity);
    expect(skipping.efficacy[2]).toBe(Infinity);
    expect(distance([skipping.efficacy[1]!, skipping.efficacy[3]!], without.efficacy)).toBeLessThan(1e-12);
  });

  it('are the same for two sides as for one of half alpha, but for what the other side stops', () => {
    const fractions = [0.25, 0.5, 0.75, 1];
    const efficacy = { spending: familyOf('lan-demets-obrien-fleming') };
    const one = designSequential({ fractions, alpha: 0.025, efficacy });
    const two = designSequential({ fractions, alpha: 0.05, sides: 2, efficacy });
    expect(distance(two.efficacy, one.efficacy)).toBeLessThan(1e-8);
    expect(two.efficacy[3]).toBeLessThan(one.efficacy[3]!);
  });

  it('as given are kept, and the alpha is what they spend', () => {
    const given = designSequential({ fractions: [0.5, 1], alpha: NaN, efficacy: { z: [2.963, 1.969] } });
    expect(given.efficacy).toEqual([2.963, 1.969]);
    expect(given.alphaSpent[1]).toBeCloseTo(0.025, 4);
  });

  it('stand for twenty looks, and for a first look at a hundredth of the information', () => {
    const efficacy = { spending: familyOf('lan-demets-obrien-fleming') };
    const fractions = Array.from({ length: 20 }, (_, i) => (i + 1) / 20);
    const many = designSequential({ fractions, alpha: 0.025, efficacy });
    expect(Math.abs(many.alphaSpent[19]! - 0.025)).toBeLessThan(1e-13);
    const early = designSequential({ fractions: [0.01, 0.02, 1], alpha: 0.025, efficacy });
    // 1 - Phi(z) = 2 (1 - Phi(2.2414 / 0.1)) at the first
    expect(early.efficacy[0]).toBeCloseTo(22.3831, 3);
    expect(early.efficacy.every((z, k) => k === 0 || z < early.efficacy[k - 1]!)).toBe(true);
  });
});
