import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dunnettCritical, dunnettP, dunnettTail } from '../../src/multiplicity/dunnett.ts';
import { designSequential } from '../../src/sequential/design.ts';
import { multiArmBoundaries, multiArmCrossing } from '../../src/sequential/multi-arm.ts';
import { obrienFleming } from '../../src/sequential/spending/obrien-fleming.ts';

const known = JSON.parse(readFileSync(new URL('../known/multi-arm.json', import.meta.url), 'utf8')) as {
  dunnett: { shares: number[]; c: number; tail: number }[];
  looks: { shares: number[]; fractions: number[]; upper: number[]; any: number[] }[];
};
const half = (count: number) => Array.from({ length: count }, () => 0.5);
const near = (values: readonly number[], expected: readonly number[], digits: number) =>
  expected.forEach((value, k) => {
    expect(values[k]).toBeCloseTo(value, digits);
  });
const within = (values: readonly number[], expected: readonly number[], most: number) =>
  expected.forEach((value, k) => {
    expect(Math.abs(values[k]! - value)).toBeLessThan(most);
  });

describe("Dunnett's test", () => {
  it.each(known.dunnett)('has the tail of mvtnorm: $shares at $c', ({ shares, c, tail }) => {
    expect(Math.abs(dunnettTail(c, shares) - tail)).toBeLessThan(2e-12);
  });

  it("has the critical values of Dunnett's table for endless degrees of freedom", () => {
    // Dunnett (1955), table 1: one-sided 0.05 and 0.01, one to five treatments
    const critical = (alpha: number) => [1, 2, 3, 4, 5].map((count) => dunnettCritical(alpha, half(count)));
    within(critical(0.05), [1.64, 1.92, 2.06, 2.16, 2.23], 0.0051);
    within(critical(0.01), [2.33, 2.56, 2.68, 2.77, 2.84], 0.0051);
  });

  it('steps down as the closed test by its definition does', () => {
    const z = [2.5, 1.1, 2.2, 0.3];
    const shares = [0.5, 0.3, 0.6, 0.5];
    const closed = z.map((_, i) => {
      let largest = 0;
      for (let set = 1; set < 16; set++) {
        if (!((set >> i) & 1)) continue;
        const members = z.flatMap((_, j) => ((set >> j) & 1 ? [j] : []));
        const tail = dunnettTail(
          Math.max(...members.map((j) => z[j]!)),
          members.map((j) => shares[j]!),
        );
        largest = Math.max(largest, tail);
      }
      return largest;
    });
    expect(dunnettP(z, shares)).toEqual(closed);
    const single = dunnettP(z, shares, { singleStep: true });
    expect(single.every((p, i) => p >= closed[i]!)).toBe(true);
  });

  it('refuses shares that are none', () => {
    expect(() => dunnettTail(2, [0.5, 1])).toThrow('a share is 1, must be above 0 and below 1');
    expect(() => dunnettCritical(0, [0.5])).toThrow('alpha is 0, must be above 0 and below 1');
    expect(() => dunnettP([1], [0.5, 0.5])).toThrow('there are 1 statistics and 2 shares');
  });
});

describe('looks at several arms', () => {
  it.each(known.looks)('cross as mvtnorm has it: $shares', ({ any, ...looks }) => {
    near(multiArmCrossing(looks), any, 7);
  });

  it('of one arm are group-sequential looks', () => {
    const fractions = [0.4, 0.7, 1];
    const one = { fractions, shares: [0.5], alpha: 0.025 };
    const two = { fractions, alpha: 0.025 };
    near(
      multiArmBoundaries({ ...one, efficacy: { delta: 0.5 } }).efficacy,
      designSequential({ ...two, efficacy: { delta: 0.5 } }).efficacy,
      8,
    );
    const spending = obrienFleming.make();
    near(
      multiArmBoundaries({ ...one, efficacy: { spending } }).efficacy,
      designSequential({ ...two, efficacy: { spending } }).efficacy,
      7,
    );
    const futility = { z: [0, 0.5] };
    near(
      multiArmBoundaries({ ...one, efficacy: { delta: 0 }, futility: futility.z, binding: true }).efficacy,
      designSequential({ ...two, efficacy: { delta: 0 }, futility, binding: true }).efficacy,
      8,
    );
  });

  it('at one look are Dunnett', () => {
    const { efficacy } = multiArmBoundaries({
      fractions: [1],
      shares: half(4),
      alpha: 0.05,
      efficacy: { delta: 0 },
    });
    near(efficacy, [dunnettCritical(0.05, half(4))], 9);
  });

  it('have the boundaries that MAMS prints', () => {
    // Jaki, Pallmann & Magirr (2019), J. Stat. Softw. 88(4): three arms, alpha 0.05, one stage, and two triangular stages with
    // twice as many patients under control
    near(
      multiArmBoundaries({ fractions: [1], shares: half(3), alpha: 0.05, efficacy: { delta: 0 } }).efficacy,
      [2.062],
      3,
    );
    const third = half(3).map(() => 1 / 3);
    const { efficacy, futility } = multiArmBoundaries({
      ...{ fractions: [0.5, 1], shares: third, alpha: 0.05 },
      efficacy: { shape: 'triangular' },
    });
    // their own grid has 20 points: 2.359 and 2.225 are 0.0007 off
    within(efficacy, [2.359, 2.225], 0.001);
    within(futility, [0.786, 2.225], 0.001);
  });

  it('spend alpha exactly, and less where arms are dropped', () => {
    const plan = { fractions: [0.5, 1], shares: [0.5, 0.4, 0.6], alpha: 0.025 };
    const { efficacy } = multiArmBoundaries({ ...plan, efficacy: { delta: 0 } });
    expect(multiArmCrossing({ ...plan, upper: efficacy })[1]).toBeCloseTo(0.025, 10);
    expect(multiArmCrossing({ ...plan, upper: efficacy, lower: [0, -Infinity] })[1]).toBeLessThan(0.0249);
    expect(multiArmCrossing({ ...plan, upper: efficacy, drifts: [3, 0, 0] })[1]).toBeGreaterThan(0.7);
  });

  it('refuse what cannot be', () => {
    expect(() => multiArmCrossing({ fractions: [0.5, 0.5], shares: [0.5], upper: [2, 2] })).toThrow(
      'fraction 2 is 0.5, must be above the one before',
    );
    expect(() => multiArmCrossing({ fractions: [1], shares: [0.5], upper: [2, 2] })).toThrow(
      'as many boundaries',
    );
  });
});
