import { describe, expect, it } from 'vitest';
import { type Comparable, comparable, compared, ONE_DEATH, only, WANING } from './scenarios.ts';

/** Strategies whose differences are known by formulas, against those by formulas. */

const PATIENTS = 400_000;

/** A figure and its error, against the truth. */
function expectWithin(found: { value: number | null; mcse: number | null }, truth: number, errors = 4): void {
  expect(found.mcse).toBeGreaterThan(0);
  expect(Math.abs(found.value! - truth)).toBeLessThan(errors * found.mcse!);
}

const differenceIn = ({ difference, mcse }: { difference: number | null; mcse: number | null }) => ({
  value: difference,
  mcse,
});

describe('death at a constant rate, halved by treatment', async () => {
  const comparison = only(await compared(comparable(ONE_DEATH), PATIENTS));
  const [usual, treated] = [0.03, 0.015];
  const alive = (rate: number, time: number) => Math.exp(-rate * time);
  const mean = (rate: number, tau: number) => (1 - alive(rate, tau)) / rate;

  it('survival is that of the formula under both, and so is its difference', () => {
    expect(comparison.survival.map(({ at }) => at)).toEqual([12, 24, 36]);
    for (const one of comparison.survival) {
      expectWithin(one.reference, alive(usual, one.at));
      expectWithin(one.strategy, alive(treated, one.at));
      expectWithin(differenceIn(one), alive(treated, one.at) - alive(usual, one.at));
    }
  });

  it('so are the restricted mean and the median', () => {
    const [rmst] = comparison.rmst;
    expectWithin(rmst!.reference, mean(usual, 36));
    expectWithin(rmst!.strategy, mean(treated, 36));
    expectWithin(differenceIn(rmst!), mean(treated, 36) - mean(usual, 36));
    const [median] = comparison.medians;
    expectWithin(median!.reference, Math.LN2 / usual);
    expectWithin(median!.strategy, Math.LN2 / treated);
    expectWithin(differenceIn(median!), Math.LN2 / usual);
  });

  it('the number needed to treat is one over the difference, its error by the delta method', () => {
    for (const { difference, mcse, numberNeededToTreat: needed } of comparison.survival) {
      expect(needed!.value).toBe(1 / difference!);
      expect(needed!.mcse).toBeCloseTo(mcse! / difference! ** 2, 12);
    }
    const [, , last] = comparison.survival;
    expectWithin(last!.numberNeededToTreat!, 1 / (alive(treated, 36) - alive(usual, 36)));
  });

  it('the hazard ratio is a half over all times and in each period, which is not rejected', () => {
    const { hazardRatio } = comparison;
    expectWithin(hazardRatio, 0.5);
    expect(hazardRatio.periods.map(({ from, to }) => [from, to])).toEqual([
      [0, 12],
      [12, 24],
      [24, 36],
      [36, 60],
    ]);
    for (const period of hazardRatio.periods) expectWithin(period, 0.5);
    expect(hazardRatio.proportionality).toMatchObject({ df: [3, 61] });
    expect(hazardRatio.proportionality!.p).toBeGreaterThan(0.01);
  });

  it('nobody dies earlier, and of the others as many later as the formula has', () => {
    const { longer, same, shorter } = comparison.lives!;
    expect(shorter.value).toBe(0);
    // who is alive at the horizon, or dies within half of the first row: the treated time is twice the usual one
    const sameLife = alive(usual, 60) + 1 - alive(usual, 1 / 64);
    expectWithin(same, sameLife);
    expectWithin(longer, 1 - sameLife);
    expect(longer.value + same.value).toBeCloseTo(1, 14);
  });

  it('as much variance is saved as the formula has: who dies under usual care alone', () => {
    for (const { at, varianceRatio } of comparison.survival) {
      const [a, b] = [alive(usual, at), alive(treated, at)];
      const saved = (a * (1 - a) + b * (1 - b)) / ((b - a) * (1 - (b - a)));
      // two variances by 64 batches each: their ratio is known to about a quarter
      expect(varianceRatio! / saved).toBeGreaterThan(0.5);
      expect(varianceRatio! / saved).toBeLessThan(2);
    }
  });
});

it('with the arms swapped, signs turn and ratios are turned over', async () => {
  const given = comparable(ONE_DEATH);
  const { usual, treated } = given.plans;
  const there = only(await compared(given, 20_000));
  const back = only(await compared(given, 20_000, { reference: treated!, plans: [usual!] }));
  for (const [i, { difference, mcse, numberNeededToTreat, varianceRatio }] of there.survival.entries()) {
    const other = back.survival[i]!;
    expect(other.difference).toBe(-difference!);
    expect(other.numberNeededToTreat!.value).toBe(-numberNeededToTreat!.value);
    expect(other.mcse).toBeCloseTo(mcse!, 14);
    expect(other.varianceRatio).toBeCloseTo(varianceRatio!, 10);
  }
  expect(back.hazardRatio.value).toBeCloseTo(1 / there.hazardRatio.value!, 12);
  expect(back.hazardRatio.proportionality!.p).toBeCloseTo(there.hazardRatio.proportionality!.p, 10);
  expect(back.lives).toEqual({
    longer: there.lives!.shorter,
    same: there.lives!.same,
    shorter: there.lives!.longer,
  });
});

describe('a treatment that halves the rate for a year and hardly lowers it afterwards', async () => {
  const waning: Comparable = comparable(WANING);
  const { hazardRatio, lives } = only(await compared(waning, PATIENTS));

  it('has the ratio of each period', () => {
    const [first, ...later] = hazardRatio.periods;
    expectWithin(first!, 0.5);
    for (const period of later) expectWithin(period, 0.9);
  });

  it('is not one of proportional hazards', () => {
    expect(hazardRatio.proportionality!.p).toBeLessThan(1e-20);
    expect(hazardRatio.value).toBeGreaterThan(0.5);
    expect(hazardRatio.value).toBeLessThan(0.9);
  });

  it("shortens nobody's life", () => {
    expect(lives!.shorter.value).toBe(0);
  });
});
