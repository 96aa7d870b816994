/** Simulated trials against what theory says of them. */
import { describe, expect, it } from 'vitest';
import { type Accrual, uniformAccrual } from '../../src/formulas/accrual.ts';
import { expectedEvents, timeOfEvents } from '../../src/formulas/expected-events.ts';
import { lachinFoulkesPatients } from '../../src/formulas/lachin-foulkes.ts';
import { hazardOfMedian, hazardTimesRatio } from '../../src/formulas/piecewise-hazard.ts';
import type { TwoArms } from '../../src/formulas/two-arms.ts';
import { weightedLogRank } from '../../src/formulas/weighted-log-rank.ts';
import { normalQuantileOfUpper, normalSurvival } from '../../src/math/normal.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { crossingProbabilities } from '../../src/sequential/crossing.ts';
import { designSequential } from '../../src/sequential/design.ts';
import { obrienFleming } from '../../src/sequential/spending/obrien-fleming.ts';
import type { LawArm, TrialDesign } from '../../src/trial/design.ts';
import { statisticAt } from '../../src/trial/expected/statistic.ts';
import type { Simulated } from '../../src/trial/operating-characteristics.ts';
import { simulateTrial } from '../../src/trial/simulate.ts';
import { findSize } from '../../src/trial/size.ts';
import { atEvents, atTimes, hazard, law, once, strategyArm, trialOf, uncrossed } from './designs.ts';

const executor = inlineExecutor();
const SEED = 'against theory';
const run = (design: TrialDesign, replicates: number) =>
  simulateTrial(design, { seed: SEED, replicates, executor, estimate: false });

/** Within four standard errors, and what the theory itself leaves out. */
function agrees({ value, mcse }: Simulated, expected: number, leftOut = 0): void {
  expect(Math.abs(value - expected)).toBeLessThan(4 * mcse + leftOut);
}

function twoArmsOf({ arms, allocation, accrual }: TrialDesign): TwoArms {
  const [control, treatment] = arms.map((arm) => (arm as LawArm).parts[0]!);
  const [c, t] = allocation as [number, number];
  return { control: control!, treatment: treatment!, share: t / (c + t), accrual: accrual.pattern };
}

const PATIENTS = 600;
const accrual = uniformAccrual(PATIENTS, 24);
const large = (changes: Partial<TrialDesign> = {}): TrialDesign =>
  trialOf({
    patients: PATIENTS,
    arms: [law('control', 0.034, 0.01), law('treatment', 0.026, 0.01)],
    accrual: { pattern: accrual, entry: 'uniform' },
    looks: atTimes(40),
    ...changes,
  });

describe('the power of one analysis at a time', () => {
  const late = [
    [0, 0.034],
    [6, 0.022],
  ] as const;
  const designs: Record<string, Partial<TrialDesign>> = {
    'log-rank': {},
    'log-rank, two to one, drop-out that differs': {
      allocation: [2, 1],
      arms: [law('control', 0.034, 0.03), law('treatment', 0.024, 0.005)],
    },
    'log-rank, an effect that comes late': {
      arms: [law('control', 0.034, 0.01), law('treatment', late, 0.01)],
    },
    'late weights': {
      arms: [law('control', 0.034, 0.01), law('treatment', late, 0.01)],
      test: { kind: 'fleming-harrington', rho: 0, gamma: 1 },
    },
    'modest weights': {
      arms: [law('control', 0.034, 0.01), law('treatment', late, 0.01)],
      test: { kind: 'modestly-weighted', until: 12 },
    },
    Cox: { test: { kind: 'cox', margin: 1 } },
    'Cox, against a margin': {
      test: { kind: 'cox', margin: 1.3 },
      arms: [law('control', 0.034, 0.01), law('treatment', 0.034, 0.01)],
    },
    'restricted means': { test: { kind: 'rmst', tau: 24 }, looks: atTimes(50) },
    'survival at a milestone': {
      test: { kind: 'milestone', at: 24, margin: 0 },
      looks: atTimes(50),
    },
    'survival at a milestone, against a margin': {
      test: { kind: 'milestone', at: 24, margin: 0.1 },
      arms: [law('control', 0.034, 0.01), law('treatment', 0.034, 0.01)],
      looks: atTimes(50),
    },
    'accrual that ramps up': {
      accrual: {
        pattern: [
          { from: 0, to: 12, rate: 0, rateAtEnd: 25 },
          { from: 12, to: 30, rate: 25 },
        ],
        entry: 'uniform',
      },
    },
    'one arm against a hazard': {
      arms: [law('new', 0.027, 0.01)],
      allocation: [1],
      patients: 150,
      accrual: { pattern: uniformAccrual(150, 24), entry: 'uniform' },
      test: { kind: 'one-sample-log-rank', hazard: hazard(0.034) },
    },
  };

  it.each(Object.entries(designs))('%s', async (_, changes) => {
    const design = large(changes);
    const { z, deviation } = statisticAt(design, design.looks[0]!.time!)!;
    const critical = design.boundaries.efficacy[0]!;
    const { rejected } = await run(design, 4000);
    // large-sample theory: at these sizes its power is within 1 point
    agrees(rejected, normalSurvival((critical - z) / deviation), 0.01);
  });
});

describe('expected events and times', () => {
  it.each([
    ['uniform', accrual],
    [
      'uniform',
      [
        { from: 0, to: 12, rate: 0, rateAtEnd: 25 },
        { from: 15, to: 33, rate: 25 },
      ],
    ],
    ['equally spaced', accrual],
  ] as [TrialDesign['accrual']['entry'], Accrual][])('with %s entry', async (entry, pattern) => {
    const design = large({
      accrual: { pattern, entry },
      looks: atTimes(8, 20, 60),
      boundaries: uncrossed(3),
      allocation: [1, 2],
    });
    const { looks } = await run(design, 3000);
    // equally spaced patients are in their places, not spread about them: some tenths of an event
    for (const [k, { events }] of looks.entries())
      agrees(
        events,
        expectedEvents(twoArmsOf(design), design.looks[k]!.time!).total,
        entry === 'uniform' ? 0 : 0.1,
      );
  });

  it('where looks are at events', async () => {
    const design = large({ looks: atEvents(60, 150, 300), boundaries: uncrossed(3) });
    const { looks } = await run(design, 3000);
    for (const [k, { time, events }] of looks.entries()) {
      const planned = design.looks[k]!.events!;
      expect(events.value).toBe(planned);
      // the mean of the d-th of n times is not the time of d / n: p (1 - p) / 2n of the quantile's curvature
      agrees(time, timeOfEvents(twoArmsOf(design), planned), 0.02);
    }
  });
});

describe('three looks with 600 patients (worked design 6)', () => {
  const control = { hazard: hazardOfMedian(20.5), dropout: hazard(0.01) };
  const treatment = { ...control, hazard: hazardTimesRatio(control.hazard, hazard(0.7)) };
  const events = [99, 201, 300];
  const fractions = [0.33, 0.67, 1];
  const { efficacy, futility } = designSequential({
    fractions,
    alpha: 0.025,
    efficacy: { spending: obrienFleming.make() },
  });
  const design = large({
    arms: [
      { kind: 'law', title: 'control', parts: [control] },
      { kind: 'law', title: 'treatment', parts: [treatment] },
    ],
    looks: atEvents(...events),
    boundaries: { fractions, efficacy, futility, binding: false },
  });

  it('has its published power, looks and events', async () => {
    const { rejected, looks, expected } = await run(design, 20_000);
    // a million replicates of another program: .8646 +- .0003
    const combined = (one: Simulated) => ({ ...one, mcse: Math.hypot(one.mcse, 0.0003) });
    agrees(combined(rejected), 0.8646);
    for (const [k, share] of [0.0233, 0.4821, 0.3593].entries()) agrees(combined(looks[k]!.efficacy), share);
    agrees(expected.events, 247.6, 0.05);
  });

  it('crosses as the recursion says, with the expected z of each look', async () => {
    const trial = twoArmsOf(design);
    const drift = events.map((count) => weightedLogRank(trial, timeOfEvents(trial, count)).z);
    const crossing = crossingProbabilities({ ...design.boundaries, sides: 1 }, drift);
    const { looks } = await run(design, 10_000);
    // the recursion takes each z to vary by 1, and it varies a little less: up to half a point
    for (const [k, { efficacy: found }] of looks.entries()) agrees(found, crossing.efficacy[k]!, 0.005);
  });
});

describe('futility', () => {
  it('stops as often as the recursion says, under an effect', async () => {
    const fractions = [1 / 3, 2 / 3, 1];
    const boundaries = {
      fractions,
      efficacy: [3.47, 2.45, 2],
      futility: [0.3, 1.1, -Infinity],
      binding: true,
    };
    const design = large({ looks: atEvents(100, 200, 300), boundaries });
    const trial = twoArmsOf(design);
    const drift = [100, 200, 300].map((count) => weightedLogRank(trial, timeOfEvents(trial, count)).z);
    const crossing = crossingProbabilities({ ...boundaries, sides: 1 }, drift);
    const { looks } = await run(design, 6000);
    for (const [k, { efficacy, futility, reached }] of looks.entries()) {
      agrees(efficacy, crossing.efficacy[k]!, 0.005);
      agrees(futility, crossing.futility[k]!, 0.005);
      const stopped = looks
        .slice(0, k)
        .reduce((sum, one) => sum + one.efficacy.value + one.futility.value, 0);
      expect(reached.value).toBeCloseTo(1 - stopped, 12);
    }
  });
});

describe('the screened', () => {
  it('are N over the chance of being enrolled', async () => {
    // illness-death.yaml: 30% fall ill at 0.1 a year, the others at 0.05, all die at 0.01, over 20 years
    const ill = (rate: number) => (rate / (rate + 0.01)) * (1 - Math.exp(-20 * (rate + 0.01)));
    const chance = 0.3 * ill(0.1) + 0.7 * ill(0.05);
    const arm = strategyArm('illness-death.yaml', 'usual-care', {
      endpoint: 'survival',
      randomisedAt: ['ill'],
    });
    const design = trialOf({ arms: [arm, arm], looks: atTimes(10) });
    const { screened } = await run(design, 3000);
    agrees(screened!, 60 / chance);
    const smokers = strategyArm('illness-death.yaml', 'usual-care', {
      endpoint: 'survival',
      subgroup: 'smokers',
    });
    agrees((await run(trialOf({ arms: [smokers, smokers], looks: atTimes(10) }), 3000)).screened!, 60 / 0.3);
  });

  it('of strata are likewise, and are not told of a trial that takes everybody', async () => {
    const strata = [0.25, 0.75].map((share, k) => ({ name: `${k}`, share, enrolled: k === 0 }));
    const parts = [0, 1].map(() => ({ hazard: hazard(0.05) }));
    const arm: LawArm = { kind: 'law', title: 'arm', parts };
    const { screened } = await run(trialOf({ strata, arms: [arm, { ...arm }] }), 3000);
    agrees(screened!, 240);
    expect((await run(trialOf(), 100)).screened).toBeNull();
  });
});

describe('the size found', () => {
  const designAt = (patients: number) =>
    large({ patients, accrual: { pattern: uniformAccrual(patients, 24), entry: 'uniform' } });
  const theory = Math.sqrt(PATIENTS) / statisticAt(large(), 40)!.z;
  const z = normalQuantileOfUpper(0.025) + normalQuantileOfUpper(0.2) * statisticAt(large(), 40)!.deviation;
  /** where the large-sample z has power 0.8 */
  const truth = (theory * z) ** 2;
  const find = (seed: string, replicates: number, changes = {}) =>
    findSize({
      designAt,
      ...{ seed, replicates, executor, estimate: false },
      ...{ target: 0.8, start: 400, step: 2, most: 5000 },
      ...changes,
    });

  it('is near that of Lachin and Foulkes, with intervals that hold the truth', async () => {
    const { patients } = lachinFoulkesPatients(twoArmsOf(large()), 40, { alpha: 0.025, power: 0.8 });
    let held = 0;
    for (const seed of ['1', '2', '3']) {
      const { size, lower, upper, simulated } = await find(seed, 500);
      const { rejected: power } = simulated;
      // 500 replicates know the power to 1.8 points, and ten points are some 25 per cent of the size
      expect(Math.abs(size / patients - 1)).toBeLessThan(4 * 0.045 + 0.01);
      expect(lower).toBeLessThanOrEqual(size);
      expect(size).toBeLessThanOrEqual(upper);
      expect(size % 2).toBe(0);
      expect(Math.abs(power.value - 0.8)).toBeLessThan(4 * power.mcse);
      if (lower <= truth && truth <= upper) held++;
    }
    // none of 3 with chance 1.3e-4
    expect(held).toBeGreaterThanOrEqual(1);
  });

  it('is told with the trial of that size, as it is by itself', async () => {
    const { size, simulated } = await find('1', 500);
    const alone = await simulateTrial(designAt(size), {
      seed: '1',
      replicates: 500,
      executor,
      estimate: false,
    });
    expect(simulated).toEqual(alone);
  });

  it('has an interval as wide as sizes differ by seed', async () => {
    const small = (patients: number) =>
      trialOf({
        patients,
        accrual: { pattern: uniformAccrual(patients, 24), entry: 'uniform' },
        looks: atTimes(40),
      });
    const searches = 100;
    const found = [];
    for (let seed = 0; seed < searches; seed++)
      found.push(await find(`${seed}`, 300, { designAt: small, start: 200 }));
    const mean = found.reduce((sum, { size }) => sum + size, 0) / searches;
    const variance = found.reduce((sum, { size }) => sum + (size - mean) ** 2, 0) / (searches - 1);
    const told =
      found.reduce((sum, { lower, upper }) => sum + ((upper - lower) / 2 / 1.96) ** 2, 0) / searches;
    // a sample variance of 100 has a relative standard error of root(2 / 99); sizes are rounded up to 2
    expect(Math.abs(variance / told - 1)).toBeLessThan(4 * Math.sqrt(2 / (searches - 1)));
    const holding = found.filter(({ lower, upper }) => lower <= mean && mean <= upper).length;
    expect(Math.abs(holding / searches - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / searches));
  });

  it('has as many replicates as the precision takes', async () => {
    const { simulated, replicates } = await find('1', 100, { targetMcse: 0.01 });
    expect(simulated.rejected.mcse).toBeLessThanOrEqual(0.01);
    // 0.8 (1 - 0.8) / 0.01^2, and two per cent in store
    expect(replicates).toBe(1632);
    await expect(find('1', 100, { targetMcse: 0 })).rejects.toThrow('is 0, must be above 0');
  });

  it('is the same wherever the search begins, but for its error', async () => {
    const [low, high] = [await find('1', 300, { start: 20 }), await find('1', 300, { start: 2000 })];
    expect(low.lower).toBeLessThan(high.upper);
    expect(high.lower).toBeLessThan(low.upper);
  });

  it('has a curve that rises with the size', async () => {
    const { curve } = await find('1', 500);
    const powers = curve.map(({ power }) => power.value);
    expect(powers.length).toBeGreaterThan(5);
    for (const [i, power] of powers.entries()) {
      // of nested trials: neighbours differ by what they do not share
      if (i > 0) expect(power).toBeGreaterThan(powers[i - 1]! - 0.02);
    }
    expect(powers.at(-1)! - powers[0]!).toBeGreaterThan(0.1);
  });

  it('is small where hardly a patient is needed, and has the power nevertheless', async () => {
    const strong = (patients: number) => ({
      ...designAt(patients),
      arms: [law('control', 0.2), law('treatment', 0.001)],
    });
    const few = await find('1', 500, { designAt: strong });
    expect(few.size).toBeLessThanOrEqual(10);
    expect(few.simulated.rejected.value).toBeGreaterThan(0.75);
    const block = await find('1', 500, { designAt: strong, step: 60 });
    expect([block.size, block.lower, block.upper]).toEqual([60, 60, 60]);
    expect(block.simulated.rejected.value).toBeGreaterThan(0.99);
  });

  it('is none where no trial that is looked at has the power', async () => {
    await expect(find('1', 200, { most: 100 })).rejects.toThrow(/100 is the largest size searched/);
    const nothing = (patients: number) => ({ ...designAt(patients), boundaries: once() });
    const none = (patients: number) => ({
      ...nothing(patients),
      arms: [law('control', 0.03), law('treatment', 0.03)],
    });
    await expect(find('1', 200, { designAt: none, most: 1000 })).rejects.toThrow(/no size was found for 0.8/);
  });
});
