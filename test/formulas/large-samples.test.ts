import { describe, expect, it } from 'vitest';
import { uniformAccrual } from '../../src/formulas/accrual.ts';
import { averageHazardRatio, averageHazardRatioOfLaws } from '../../src/formulas/average-hazard-ratio.ts';
import { coxEstimate, coxWaldPower } from '../../src/formulas/cox-wald.ts';
import { timeOfEvents } from '../../src/formulas/expected-events.ts';
import { powerOfEvents } from '../../src/formulas/log-rank-events.ts';
import {
  oneSampleLogRank,
  oneSampleLogRankPower,
  oneSampleLogRankSize,
} from '../../src/formulas/one-sample-log-rank.ts';
import { constantHazard, hazardTimesRatio } from '../../src/formulas/piecewise-hazard.ts';
import {
  differencePatients,
  differencePower,
  milestoneDifference,
  rmstDifference,
} from '../../src/formulas/survival-difference.ts';
import {
  flemingHarringtonWeight,
  logRankWeight,
  modestWeight,
  weightedLogRank,
  weightedLogRankPower,
} from '../../src/formulas/weighted-log-rank.ts';
import { designSequential } from '../../src/sequential/design.ts';
import { expectedFraction, sequentialPower } from '../../src/sequential/operating-characteristics.ts';
import { familyOf } from '../sequential/known.ts';
import { flatTrial, known, relative, trialOf } from './known.ts';

const cases = known.integrals.map((integrals, i) => ({ ...integrals, trial: trialOf(known.followed[i]!) }));
/** The plainest trial: everybody is followed for 30, nobody is lost. */
const plain = flatTrial({ accrual: 1e-6, patients: 200, control: 0.05, hazardRatio: 0.6, dropout: 0 });

describe.each(cases)('large samples, $name', ({ trial, time, ...R }) => {
  it.each([
    ['log-rank' as const, logRankWeight, 1e-12],
    ['fh 0 1' as const, flemingHarringtonWeight(0, 1), 1e-12],
    // the weight rises like a root at time 0
    ['fh 0.5 0.5' as const, flemingHarringtonWeight(0.5, 0.5), 1e-8],
  ])('give the %s test the integrals that R finds', (name, weight, accuracy) => {
    const ours = weightedLogRank(trial, time, weight);
    const { score, variance, trueVariance } = R.tests[name];
    expect(Math.abs(ours.score - score)).toBeLessThan(accuracy * Math.sqrt(variance) * 10);
    expect(relative(ours.variance, variance)).toBeLessThan(accuracy);
    expect(relative(ours.trueVariance, trueVariance)).toBeLessThan(accuracy);
  });

  it('give differences and their variances as R finds them', () => {
    const milestone = milestoneDifference(trial, time, R.end);
    expect(Math.abs(milestone.difference - R.milestone.difference)).toBeLessThan(1e-14);
    expect(relative(milestone.variance, R.milestone.variance)).toBeLessThan(1e-11);
    const rmst = rmstDifference(trial, time, R.end);
    expect(Math.abs(rmst.difference - R.rmst.difference)).toBeLessThan(1e-12);
    expect(relative(rmst.variance, R.rmst.variance)).toBeLessThan(1e-11);
  });

  it('give average hazard ratios as R finds them', () => {
    const { geometric, cox } = averageHazardRatio(trial, time);
    expect(relative(geometric, R.geometric)).toBeLessThan(1e-11);
    expect(relative(cox, R.cox)).toBeLessThan(1e-11);
    const laws = averageHazardRatioOfLaws(trial.control.hazard, trial.treatment.hazard, R.end);
    expect(relative(laws, R.laws)).toBeLessThan(1e-11);
  });

  it('give the one-sample log-rank test as R finds it', () => {
    const one = oneSampleLogRank(
      { arm: trial.treatment, reference: trial.control.hazard, accrual: trial.accrual },
      time,
    );
    expect(relative(one.events, R.oneSample.events)).toBeLessThan(1e-11);
    expect(relative(one.reference, R.oneSample.reference)).toBeLessThan(1e-11);
    const patients = known.followed.find(({ name }) => name === R.name)!.patients;
    const variance = (one.deviation * one.deviation * one.reference) / patients;
    expect(relative(variance, R.oneSample.variance)).toBeLessThan(1e-11);
  });
});

describe('weighted log-rank tests in large samples', () => {
  it('have Z 0 and its variance 1 under the null, whatever the weight and the allocation', () => {
    const trial = {
      ...flatTrial({ accrual: 12, patients: 300, control: 0.05, hazardRatio: 1, dropout: 0.01 }),
      share: 0.7,
    };
    for (const weight of [
      logRankWeight,
      flemingHarringtonWeight(0, 1),
      flemingHarringtonWeight(1, 0),
      modestWeight(0.5),
    ]) {
      const { z, deviation } = weightedLogRank(trial, 24, weight);
      expect(z).toBe(0);
      expect(deviation).toBeCloseTo(1, 11);
    }
    expect(weightedLogRankPower(trial, 24, { alpha: 0.025 })).toBeCloseTo(0.025, 11);
  });

  it('change sign when the arms are swapped', () => {
    const trial = trialOf(known.followed[4]!);
    const there = weightedLogRank(trial, 30, flemingHarringtonWeight(0, 1));
    const back = weightedLogRank(
      { ...trial, control: trial.treatment, treatment: trial.control },
      30,
      flemingHarringtonWeight(0, 1),
    );
    expect(there.z).toBeGreaterThan(0);
    expect(back.z).toBeCloseTo(-there.z, 12);
    expect(back.deviation).toBeCloseTo(there.deviation, 12);
  });

  it('are near Schoenfeld’s for a ratio near 1', () => {
    const trial = flatTrial({
      accrual: 12,
      patients: 10_000,
      control: 0.05,
      hazardRatio: 0.98,
      dropout: 0.01,
    });
    const { z, events, deviation } = weightedLogRank(trial, 30);
    // the formula is of first order in the logarithm of the ratio: 0.02
    expect(z / (-Math.log(0.98) * Math.sqrt(events / 4))).toBeCloseTo(1, 3);
    expect(deviation).toBeCloseTo(1, 3);
  });

  it('tell a delayed effect best by late weights', () => {
    const control = constantHazard(0.05);
    const treatment = hazardTimesRatio(control, { starts: [0, 6], rates: [1, 0.6] });
    const trial = {
      control: { hazard: control },
      treatment: { hazard: treatment },
      share: 0.5,
      accrual: uniformAccrual(400, 12),
    };
    const power = [logRankWeight, modestWeight(0.5), flemingHarringtonWeight(0, 1)].map((weight) =>
      weightedLogRankPower(trial, 30, { alpha: 0.025 }, weight),
    );
    expect(power[0]).toBeLessThan(power[1]!);
    expect(power[1]).toBeLessThan(power[2]!);
  });

  it('give the simulated power of the three-look trial: 0.8646, standard error 0.0003, and 247.6 events', () => {
    // 600 patients, control median 20.5, ratio 0.7, accrual 24, drop-out 0.01 a month, looks at 99, 201 and 300 events
    const trial = flatTrial({
      accrual: 24,
      patients: 600,
      control: Math.LN2 / 20.5,
      hazardRatio: 0.7,
      dropout: 0.01,
    });
    const spending = familyOf('lan-demets-obrien-fleming');
    const design = designSequential({ fractions: [0.33, 0.67, 1], alpha: 0.025, efficacy: { spending } });
    const expected = [99, 201, 300].map((events) => weightedLogRank(trial, timeOfEvents(trial, events)).z);
    expect(Math.abs(sequentialPower(design, expected) - 0.8646)).toBeLessThan(4 * 0.0003);
    expect(300 * expectedFraction(design, expected)).toBeCloseTo(247.45, 2);
  });

  it('estimate one ratio under proportional hazards by every average', () => {
    const { geometric, cox } = averageHazardRatio(plain, 30);
    expect(geometric).toBeCloseTo(0.6, 12);
    expect(cox).toBeCloseTo(0.6, 12);
    expect(averageHazardRatioOfLaws(constantHazard(0.05), constantHazard(0.03), 17)).toBeCloseTo(0.6, 12);
  });
});

describe('non-inferiority in large samples', () => {
  const margin = 1.3;
  const same = flatTrial({ accrual: 12, patients: 900, control: 0.05, hazardRatio: 1, dropout: 0.01 });
  const worse = flatTrial({ accrual: 12, patients: 900, control: 0.05, hazardRatio: margin, dropout: 0.01 });

  it('has Z 0, its variance 1 and the power alpha on the margin', () => {
    const { z, deviation } = weightedLogRank(worse, 30, logRankWeight, margin);
    expect(z).toBeCloseTo(0, 11);
    expect(deviation).toBeCloseTo(1, 11);
    expect(weightedLogRankPower(worse, 30, { alpha: 0.025 }, logRankWeight, margin)).toBeCloseTo(0.025, 11);
    expect(coxWaldPower(worse, 30, { alpha: 0.025 }, margin)).toBeCloseTo(0.025, 11);
  });

  it('has a power near Schoenfeld’s where the arms are the same', () => {
    const { events } = weightedLogRank(same, 30);
    const schoenfeld = powerOfEvents({ hazardRatio: 1, margin }, { alpha: 0.025 }, events);
    const score = weightedLogRankPower(same, 30, { alpha: 0.025 }, logRankWeight, margin);
    const wald = coxWaldPower(same, 30, { alpha: 0.025 }, margin);
    expect(Math.abs(score - schoenfeld)).toBeLessThan(0.02);
    // Wald's test has its variance at the estimate: with equal arms that is Schoenfeld's d / 4
    expect(Math.abs(wald - schoenfeld)).toBeLessThan(0.002);
  });

  it('refuses a margin of nothing', () => {
    expect(() => weightedLogRank(same, 30, logRankWeight, 0)).toThrow('the margin is 0');
    expect(() => coxWaldPower(same, 30, { alpha: 0.025 }, -1)).toThrow('the margin is -1');
  });
});

describe("Cox's estimate in large samples", () => {
  it('has the standard error that the model reports, under proportional hazards', () => {
    const { hazardRatio, standardError, deviation } = coxEstimate(plain, 30);
    expect(hazardRatio).toBeCloseTo(0.6, 12);
    expect(relative(deviation, standardError)).toBeLessThan(1e-10);
  });

  it('is inverted when the arms are swapped, whatever the hazards', () => {
    const trial = trialOf(known.followed[5]!);
    const there = coxEstimate(trial, 30);
    const swapped = { ...trial, share: 1 - trial.share, control: trial.treatment, treatment: trial.control };
    const back = coxEstimate(swapped, 30);
    expect(there.hazardRatio * back.hazardRatio).toBeCloseTo(1, 11);
    expect(relative(back.deviation, there.deviation)).toBeLessThan(1e-10);
    expect(there.deviation).not.toBeCloseTo(there.standardError, 4);
  });

  it('does not exist where one arm cannot have the event', () => {
    const cured = { ...plain, treatment: { hazard: constantHazard(0) } };
    expect(() => coxEstimate(cured, 30)).toThrow('the average hazard ratio at time 30 is 0');
  });
});

describe('differences of survival in large samples', () => {
  it('have binomial variances where all are followed to the milestone', () => {
    const [s0, s1] = [Math.exp(-0.05 * 12), Math.exp(-0.03 * 12)];
    const { control, treatment, variance } = milestoneDifference(plain, 30, 12);
    expect(control).toBeCloseTo(s0, 14);
    expect(treatment).toBeCloseTo(s1, 14);
    expect(relative(variance, (s0 * (1 - s0)) / 100 + (s1 * (1 - s1)) / 100)).toBeLessThan(1e-10);
  });

  it('have the variance of min(T, tau) where all are followed to tau', () => {
    const half = (h: number) => {
      const [tau, s] = [12, Math.exp(-h * 12)];
      const mean = (1 - s) / h;
      // E min(T, tau)² = 2 x integral of s S(s)
      const square = (2 * (1 - s - h * tau * s)) / (h * h);
      return { mean, variance: (square - mean * mean) / 100 };
    };
    const { difference, variance } = rmstDifference(plain, 30, 12);
    expect(difference).toBeCloseTo(half(0.03).mean - half(0.05).mean, 12);
    expect(relative(variance, half(0.03).variance + half(0.05).variance)).toBeLessThan(1e-9);
  });

  it('have sizes and powers that are inverse, with a margin and without', () => {
    for (const test of [
      { alpha: 0.025, power: 0.8 },
      { alpha: 0.05, sides: 2 as const, power: 0.9 },
      { alpha: 0.025, power: 0.9, margin: 0.1 },
    ]) {
      const trial = flatTrial({ accrual: 12, patients: 100, control: 0.05, hazardRatio: 0.8, dropout: 0.01 });
      const patients = differencePatients(trial, milestoneDifference(trial, 30, 18), test);
      const sized = flatTrial({ accrual: 12, patients, control: 0.05, hazardRatio: 0.8, dropout: 0.01 });
      expect(differencePower(milestoneDifference(sized, 30, 18), test)).toBeCloseTo(test.power, 12);
    }
  });

  it('of nothing can be shown within a margin only', () => {
    const trial = flatTrial({ accrual: 12, patients: 100, control: 0.02, hazardRatio: 1, dropout: 0 });
    const expected = milestoneDifference(trial, 60, 36);
    expect(() => differencePatients(trial, expected, { alpha: 0.025, power: 0.8 })).toThrow(
      'the difference is 0, must be above 0: no number of patients suffices',
    );
    // 2 p q (z + z)² / margin² in each arm
    const p = Math.exp(-0.72);
    const drift = 1.959963984540054 + 0.8416212335729143;
    const size = (4 * p * (1 - p) * drift * drift) / 0.01;
    expect(
      relative(differencePatients(trial, expected, { alpha: 0.025, power: 0.8, margin: 0.1 }), size),
    ).toBeLessThan(1e-10);
  });
});

describe('the one-sample log-rank test in large samples', () => {
  const sample = {
    arm: { hazard: constantHazard(0.03), dropout: constantHazard(0.01) },
    reference: constantHazard(0.05),
    accrual: uniformAccrual(60, 10),
  };

  it('has a deviation of 1 and its alpha under the null', () => {
    const none = { ...sample, reference: constantHazard(0.03) };
    expect(oneSampleLogRank(none, 24).deviation).toBeCloseTo(1, 11);
    expect(oneSampleLogRankPower(none, 24, { alpha: 0.05 })).toBeCloseTo(0.05, 11);
  });

  it('has a size with the power asked for', () => {
    const { patients, events } = oneSampleLogRankSize(sample, 24, { alpha: 0.05, power: 0.85 });
    const sized = { ...sample, accrual: uniformAccrual(patients, 10) };
    expect(oneSampleLogRankPower(sized, 24, { alpha: 0.05 })).toBeCloseTo(0.85, 12);
    expect(oneSampleLogRank(sized, 24).events).toBeCloseTo(events, 11);
  });
});
