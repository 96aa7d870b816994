import { describe, expect, it } from 'vitest';
import { normalQuantileOfUpper, normalSurvival } from '../../src/math/normal.ts';
import { findRoot } from '../../src/math/roots.ts';
import { boundaryAsObserved } from '../../src/sequential/as-observed.ts';
import { boundariesAtAnyAlpha } from '../../src/sequential/at-any-alpha.ts';
import { designSequential } from '../../src/sequential/design.ts';
import { givenSpending } from '../../src/sequential/spending/given.ts';
import { obrienFleming } from '../../src/sequential/spending/obrien-fleming.ts';
import { pocock } from '../../src/sequential/spending/pocock.ts';
import { randomNumbers } from '../multiplicity/closed-test.ts';

const looks = (information: number[], isFinal: boolean) => ({
  count: information.length,
  information,
  isFinal,
});

describe('boundaries at any alpha and any information', () => {
  it('are those of the plan where the information is as planned', () => {
    const spending = obrienFleming.make();
    const { at } = boundariesAtAnyAlpha(spending, 300);
    for (const alpha of [0.005, 0.0125, 0.025]) {
      const { efficacy } = designSequential({ fractions: [0.33, 0.67, 1], alpha, efficacy: { spending } });
      const found = [
        at(alpha, looks([99], false)),
        at(alpha, looks([99, 201], false)),
        at(alpha, looks([99, 201, 300], true)),
      ];
      found.forEach((z, k) => {
        expect(z).toBeCloseTo(efficacy[k]!, 10);
      });
    }
  });

  it('read the spending function at spending times of their own, as a plan does that spends as much', () => {
    const spending = obrienFleming.make();
    const { at, isReached } = boundariesAtAnyAlpha(spending, 300);
    const times = [0.5, 0.6, 1];
    const fractions = [0.33, 0.67, 1];
    const spent = times.map((time) => spending(0.025, time));
    const given = designSequential({
      ...{ fractions, alpha: 0.025 },
      efficacy: { spending: givenSpending(fractions, spent) },
    });
    const timed = designSequential({ fractions, times, alpha: 0.025, efficacy: { spending } });
    fractions.forEach((_, k) => {
      const seen = { ...looks([99, 201, 300].slice(0, k + 1), k === 2), times };
      expect(timed.efficacy[k]).toBeCloseTo(given.efficacy[k]!, 10);
      expect(at(0.025, seen)).toBeCloseTo(given.efficacy[k]!, 10);
      expect(isReached(given.efficacy[k]! + 1e-6, 0.025, seen)).toBe(true);
      expect(isReached(given.efficacy[k]! - 1e-6, 0.025, seen)).toBe(false);
    });
    expect(() =>
      designSequential({ fractions, times: [0.5, 0.4, 1], alpha: 0.025, efficacy: { spending } }),
    ).toThrow(
      'the spending time of look 2 is 0.4, must be above 0, at least that of the look before, 0.5, and at most 1',
    );
  });

  it('are those of the observed looks elsewhere: early, late, and at the end', () => {
    const spending = pocock.make();
    const { at } = boundariesAtAnyAlpha(spending, 200);
    const seen = boundaryAsObserved({ fractions: [0.4, 0.9], isFinal: true, alpha: 0.02, spending });
    expect(at(0.02, looks([80, 180], true))).toBeCloseTo(seen.efficacy, 12);
    const over = boundaryAsObserved({ fractions: [0.4, 1.1], isFinal: true, alpha: 0.02, spending });
    expect(at(0.02, looks([80, 220], true))).toBeCloseTo(over.efficacy, 12);
    // all is spent before the end: nothing is left
    expect(at(0.02, looks([80, 220, 230], true))).toBe(Infinity);
  });

  it('take a look without new information for the one before it', () => {
    const { at } = boundariesAtAnyAlpha(obrienFleming.make(), 100);
    expect(at(0.025, looks([60, 60], true))).toBeCloseTo(normalQuantileOfUpper(0.025), 12);
    expect(at(0.025, looks([0, 60], true))).toBeCloseTo(normalQuantileOfUpper(0.025), 12);
    expect(at(0.025, looks([0], false))).toBe(Infinity);
    expect(at(0, looks([60], true))).toBe(Infinity);
  });

  it('are reached by z where a boundary says so, though it is seldom solved', () => {
    const random = randomNumbers(11);
    const spending = obrienFleming.make();
    const quick = boundariesAtAnyAlpha(spending, 100);
    for (let trial = 0; trial < 300; trial++) {
      const count = 1 + (trial % 3);
      const information = [20 + 30 * random(), 60 + 10 * random(), 80 + 25 * random()]
        .map(Math.round)
        .slice(0, count);
      const alpha = [0.005, 0.02, 0.025][Math.floor(3 * random())]!;
      const seen = looks(information, count === 3);
      const boundary = boundariesAtAnyAlpha(spending, 100).at(alpha, seen);
      for (const z of [boundary - 1e-6, boundary + 1e-6, 4 * random(), NaN])
        expect(quick.isReached(z, alpha, seen), `${z} at ${boundary}`).toBe(z >= boundary);
    }
  });

  /**
   * Table 1 and 2 of Maurer & Bretz (2013), a diabetes trial with looks at 1/3 and 2/3 of the information and O'Brien-Fleming
   * spending: nominal levels at weights of alpha 0.025, and repeated p values, the least alpha whose boundary is crossed. They are printed
   * to four decimals, from p values that are rounded too.
   */
  it('are those of Maurer and Bretz', () => {
    const { at } = boundariesAtAnyAlpha(obrienFleming.make(), 3);
    const level = (alpha: number, information: number[]) =>
      normalSurvival(at(alpha, looks(information, false)));
    expect(level(0.0125, [1])).toBeCloseTo(0.00002, 5);
    expect(level(0.0125, [1, 2])).toBeCloseTo(0.0022, 4);
    expect(level(0.01875, [1, 2])).toBeCloseTo(0.004, 3);
    expect(level(0.025, [1, 2])).toBeCloseTo(0.006, 4);
    const repeated = (p: number, information: number[]) =>
      findRoot((alpha) => level(alpha, information) - p, 1e-4, 0.49, 1e-10);
    const first = [0.0062, 0.017, 0.009, 0.13].map((p) => repeated(p, [1]));
    [0.1141, 0.1683, 0.1316, 0.382].forEach((p, i) => {
      expect(Math.abs(first[i]! - p)).toBeLessThan(2e-4);
    });
    const second = [0.0002, 0.0035, 0.002, 0.06].map((p) => repeated(p, [1, 2]));
    [0.0024, 0.0172, 0.0117, 0.1285].forEach((p, i) => {
      expect(Math.abs(second[i]! - p)).toBeLessThan(2e-4);
    });
  });
});
