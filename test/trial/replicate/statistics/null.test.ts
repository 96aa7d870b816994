import { describe, expect, it } from 'vitest';
import { singleArmTest } from '../../../../src/formulas/single-arm-binomial.ts';
import { normalQuantileOfUpper } from '../../../../src/math/normal.ts';
import type { TrialTest } from '../../../../src/trial/design.ts';
import { statisticOf } from '../../../../src/trial/replicate/statistics/index.ts';
import { drawsFrom, lookOf, type Patient } from './looks.ts';

const SIZE = 200;
const ALPHA = 0.025;
const CRITICAL = normalQuantileOfUpper(ALPHA);

/** Hazard 1, in the second stratum 2; administrative censoring between 0.5 and 2, at times 0.05 apart in every other trial. */
function trial(seed: number, strata: number): Patient[] {
  const draw = drawsFrom(seed);
  const step = seed % 2 === 0 ? 0.05 : 0;
  return Array.from({ length: SIZE }, (_, i) => {
    const stratum = draw() < 0.5 ? 0 : strata - 1;
    const own = -Math.log(1 - draw()) / (1 + stratum);
    const end = 0.5 + 1.5 * draw();
    const time = Math.min(own, end);
    return {
      time: step > 0 ? step * Math.ceil(time / step) : time,
      event: own <= end,
      treated: i % 2 === 0,
      stratum,
    };
  });
}

/** Share of trials without a difference in which z reaches the one-sided critical value. */
function rejected(test: TrialTest, trials: number, strata = 1): number {
  const statistic = statisticOf(test, { strata, largest: SIZE });
  let count = 0;
  for (let k = 0; k < trials; k++) {
    if (statistic.z(lookOf(trial(k, strata)), [CRITICAL]) >= CRITICAL) count++;
  }
  return count / trials;
}

function expectWithinFourErrors(share: number, expected: number, trials: number): void {
  expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / trials));
}

describe('without a difference, as often as alpha says, z reaches the critical value of', () => {
  const tests: TrialTest[] = [
    { kind: 'log-rank' },
    { kind: 'fleming-harrington', rho: 0, gamma: 1 },
    { kind: 'fleming-harrington', rho: 1, gamma: 0 },
    { kind: 'modestly-weighted', until: 0.5 },
    { kind: 'rmst', tau: 1 },
    { kind: 'milestone', at: 0.75, margin: 0 },
    { kind: 'cox', margin: 1 },
  ];
  for (const test of tests) it(test.kind, () => expectWithinFourErrors(rejected(test, 2000), ALPHA, 2000));

  it('the stratified log-rank test, where strata differ', () =>
    expectWithinFourErrors(rejected({ kind: 'log-rank' }, 2000, 2), ALPHA, 2000));

  it('MaxCombo', () => expectWithinFourErrors(rejected({ kind: 'max-combo' }, 1000), ALPHA, 1000));

  it('the one-sample log-rank test against the true hazard', () => {
    const hazard = { starts: [0], rates: [1] };
    const trials = 2000;
    let count = 0;
    const statistic = statisticOf({ kind: 'one-sample-log-rank', hazard }, { strata: 1, largest: SIZE });
    // times as they are: rounding them up would add to what is expected
    for (let k = 0; k < trials; k++) count += Number(statistic.z(lookOf(trial(2 * k + 1, 1))) >= CRITICAL);
    expectWithinFourErrors(count / trials, ALPHA, trials);
  });

  it('the binomial test, whose error is known exactly', () => {
    const share = Math.exp(-0.5);
    const { error } = singleArmTest({ null: share, alternative: 0.9 }, SIZE, ALPHA);
    const test = { kind: 'binomial', at: 0.5, share } as const;
    expectWithinFourErrors(rejected(test, 2000), error, 2000);
  });
});
