import { describe, expect, it } from 'vitest';
import { type Boundaries, crossingProbabilities } from '../../src/sequential/crossing.ts';
import { distance, known } from './known.ts';

const none = (values: readonly unknown[]) => values.map(() => -Infinity);

describe('the chances of crossing', () => {
  it.each(known.exact)(
    'are those of the multivariate normal by TVPACK, at drift $drift of $fractions',
    (at) => {
      const { efficacy } = crossingProbabilities(
        { fractions: at.fractions, efficacy: at.upper, futility: none(at.upper), sides: 1 },
        at.drift,
      );
      let stay = 1;
      const stays = efficacy.map((chance) => (stay -= chance));
      expect(distance(stays, at.stay)).toBeLessThan(1e-14);
    },
  );

  it.each(known.grids)('are those of 2,400 points by Simpson in R, at drift $drift of $fractions', (at) => {
    const efficacy = at.upper.map(Number);
    const lower = at.lower.map(Number);
    const sides = lower.every((z, k) => z === -efficacy[k]!) ? 2 : 1;
    const futility = sides === 2 ? none(lower) : lower;
    const ours = crossingProbabilities({ fractions: at.fractions, efficacy, futility, sides }, at.drift);
    expect(distance(ours.efficacy, at.above)).toBeLessThan(1e-11);
    expect(distance(sides === 2 ? ours.opposite : ours.futility, at.below)).toBeLessThan(1e-11);
  });

  const boundaries: Boundaries = {
    fractions: [0.3, 0.5, 0.8, 1],
    efficacy: [3.5, 2.9, 2.3, 2.1],
    futility: [-0.5, 0.2, 1.1, -Infinity],
    sides: 1,
  };

  it.each([-3, 0, 2.8, 12, 40])('add up to 1 at drift %d', (drift) => {
    const { efficacy, futility, inconclusive } = crossingProbabilities(boundaries, drift);
    const all = [...efficacy, ...futility].reduce((sum, chance) => sum + chance, inconclusive);
    expect(Math.abs(all - 1)).toBeLessThan(1e-13);
    expect(Math.min(...efficacy, ...futility, inconclusive)).toBeGreaterThanOrEqual(0);
  });

  it('swap sides with the sign of the drift', () => {
    const twoSided: Boundaries = { ...boundaries, futility: none(boundaries.futility), sides: 2 };
    const up = crossingProbabilities(twoSided, 1.7);
    const down = crossingProbabilities(twoSided, -1.7);
    expect(distance(up.efficacy, down.opposite)).toBeLessThan(1e-15);
    expect(distance(up.opposite, down.efficacy)).toBeLessThan(1e-15);
  });

  it('are the same from an expected Z for each look as from the drift that makes them', () => {
    const expected = boundaries.fractions.map((t) => 2.8 * Math.sqrt(t));
    const byLook = crossingProbabilities(boundaries, expected);
    const byDrift = crossingProbabilities(boundaries, 2.8);
    expect(distance(byLook.efficacy, byDrift.efficacy)).toBeLessThan(1e-15);
    expect(distance(byLook.futility, byDrift.futility)).toBeLessThan(1e-15);
  });

  it('of a look depend on the effect up to that look only', () => {
    const late = crossingProbabilities(boundaries, [0, 0, 1, 3]);
    const never = crossingProbabilities(boundaries, 0);
    expect(distance(late.efficacy.slice(0, 2), never.efficacy.slice(0, 2))).toBe(0);
    expect(late.efficacy[3]).toBeGreaterThan(never.efficacy[3]!);
  });

  it('go on past futility when it is not obeyed', () => {
    const obeyed = crossingProbabilities(boundaries, 0);
    const ignored = crossingProbabilities(boundaries, 0, { obeyFutility: false });
    expect(ignored.futility).toEqual([0, 0, 0, 0]);
    expect(ignored.efficacy[3]).toBeGreaterThan(obeyed.efficacy[3]!);
  });

  it('do not change when a look is added that stops nothing', () => {
    const more: Boundaries = {
      fractions: [0.3, 0.31, 0.5, 0.8, 0.9999, 1],
      efficacy: [3.5, Infinity, 2.9, 2.3, Infinity, 2.1],
      futility: [-0.5, -Infinity, 0.2, 1.1, -Infinity, -Infinity],
      sides: 1,
    };
    const with_ = crossingProbabilities(more, 2.8);
    const without = crossingProbabilities(boundaries, 2.8);
    expect(
      distance(
        [0, 2, 3, 5].map((k) => with_.efficacy[k]!),
        without.efficacy,
      ),
    ).toBeLessThan(1e-13);
    expect(with_.efficacy[1]).toBe(0);
  });
});
