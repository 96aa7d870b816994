/** Under the null a trial claims efficacy as often as its alpha says, for every test and spending function. */
import { describe, expect, it } from 'vitest';
import { uniformAccrual } from '../../src/formulas/accrual.ts';
import { singleArmTest } from '../../src/formulas/single-arm-binomial.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { designSequential, type SequentialPlan } from '../../src/sequential/design.ts';
import { givenSpending } from '../../src/sequential/spending/given.ts';
import { spendingFamilies } from '../../src/sequential/spending/index.ts';
import type { Spending } from '../../src/sequential/spending/spending.ts';
import type { TrialDesign, TrialTest } from '../../src/trial/design.ts';
import { simulateReplicates, simulateTrial } from '../../src/trial/simulate.ts';
import { underTruth } from '../../src/trial/truth.ts';
import { atEvents, atTimes, law, lawByStratum, once, strategyArm, trialOf } from './designs.ts';

const executor = inlineExecutor();
const SEED = 'nothing is different';
const ALPHA = 0.025;

/** Four standard errors of a share that is alpha. */
const fourErrors = (share: number, replicates: number) => 4 * Math.sqrt((share * (1 - share)) / replicates);

/** Patients enough that a z is normal to a tenth of the errors allowed for. */
const PATIENTS = 500;
const large = (changes: Partial<TrialDesign>): TrialDesign =>
  trialOf({
    patients: PATIENTS,
    arms: [law('control', 0.05, 0.005), law('treatment', 0.02)],
    accrual: { pattern: uniformAccrual(PATIENTS, 24), entry: 'uniform' },
    looks: atEvents(300),
    ...changes,
  });

/** One of each kind that compares two arms. */
const tests: Record<Exclude<TrialTest['kind'], 'binomial' | 'one-sample-log-rank'>, Partial<TrialDesign>> = {
  'log-rank': { test: { kind: 'log-rank' } },
  'fleming-harrington': { test: { kind: 'fleming-harrington', rho: 0, gamma: 1 } },
  'modestly-weighted': { test: { kind: 'modestly-weighted', until: 12 } },
  'max-combo': { test: { kind: 'max-combo' } },
  rmst: { test: { kind: 'rmst', tau: 24 }, looks: atTimes(50) },
  milestone: { test: { kind: 'milestone', at: 12, margin: 0 }, looks: atTimes(50) },
  cox: { test: { kind: 'cox', margin: 1 } },
  proportion: {
    test: { kind: 'proportion', at: 12, better: 'lower', by: 'difference', margin: 0 },
    looks: atTimes(50),
    // who is lost has no event, which would differ between the arms
    arms: [law('control', 0.05), law('treatment', 0.02)],
  },
};

describe('the error of the first kind is alpha', () => {
  const replicates = 6000;
  const rejectedBy = async (design: TrialDesign) =>
    (await simulateTrial(design, { seed: SEED, replicates, executor, truth: 'null', estimate: false }))
      .rejected.value;

  it('of MaxCombo of chosen weights', async () => {
    const weights = [
      { rho: 0, gamma: 0 },
      { rho: 0, gamma: 2 },
      { rho: 0.5, gamma: 0 },
    ];
    const rejected = await rejectedBy(large({ test: { kind: 'max-combo', weights } }));
    expect(Math.abs(rejected - ALPHA)).toBeLessThan(fourErrors(ALPHA, replicates));
  });

  it.each(Object.entries(tests))('of the test %s', async (_, changes) => {
    const rejected = await rejectedBy(large(changes));
    expect(Math.abs(rejected - ALPHA)).toBeLessThan(fourErrors(ALPHA, replicates));
  });

  it('of the stratified log-rank test, where strata differ and are not balanced', async () => {
    const design = large({
      strata: [0.2, 0.8].map((share) => ({ name: '', share, enrolled: true })),
      arms: [lawByStratum('control', [0.2, 0.03]), lawByStratum('treatment', [0.2, 0.01])],
      allocation: [1, 2],
    });
    expect(Math.abs((await rejectedBy(design)) - ALPHA)).toBeLessThan(fourErrors(ALPHA, replicates));
  });

  it("of Cox's test at the margin, where treatment is worse by just that", async () => {
    const design = large({ test: { kind: 'cox', margin: 1.3 } });
    expect(Math.abs((await rejectedBy(design)) - ALPHA)).toBeLessThan(fourErrors(ALPHA, replicates));
  });

  it('of a trial that spends alpha by what it sees, at looks by the calendar, some of them left out', async () => {
    const looks: TrialDesign['looks'] = [
      { time: 14, rule: 'first' },
      { time: 18, rule: 'first', skipBelow: 60 },
      { enrolled: { patients: PATIENTS, after: 18 }, rule: 'first' },
    ];
    const observed = { spending: spendingFamilies[1]!.make(), planned: 280 };
    const design = large({ looks, boundaries: { ...once(3), observed } });
    expect(Math.abs((await rejectedBy(design)) - ALPHA)).toBeLessThan(fourErrors(ALPHA, replicates));
  });

  it('of each side of a two-sided trial', async () => {
    const design = large({ sides: 2, alpha: 2 * ALPHA });
    const found = await simulateTrial(design, { seed: SEED, replicates, executor, truth: 'null' });
    expect(found.rejected.value).toBeCloseTo(found.benefit.value + found.opposite.value, 12);
    for (const { value } of [found.benefit, found.opposite])
      expect(Math.abs(value - ALPHA)).toBeLessThan(fourErrors(ALPHA, replicates));
  });
});

describe('a single arm', () => {
  const replicates = 20_000;
  const alone = (changes: Partial<TrialDesign>) =>
    trialOf({
      patients: 50,
      arms: [law('new', -Math.log(0.45) / 12)],
      allocation: [1],
      accrual: { pattern: uniformAccrual(50, 12), entry: 'uniform' },
      looks: atTimes(24),
      ...changes,
    });
  const rejectedBy = async (design: TrialDesign) =>
    (await simulateTrial(design, { seed: SEED, replicates, executor })).rejected.value;

  it('makes exactly the error that the binomial law says, which is within alpha', async () => {
    const rates = { null: 0.45, alternative: 0.63 };
    const exact = singleArmTest(rates, 50, ALPHA);
    const rejected = await rejectedBy(alone({ test: { kind: 'binomial', at: 12, share: 0.45 } }));
    expect(Math.abs(rejected - exact.error)).toBeLessThan(fourErrors(exact.error, replicates));
    expect(exact.error).toBeLessThan(ALPHA);
    const arms = [law('new', -Math.log(0.63) / 12)];
    const power = await rejectedBy(alone({ arms, test: { kind: 'binomial', at: 12, share: 0.45 } }));
    expect(Math.abs(power - exact.power)).toBeLessThan(fourErrors(exact.power, replicates));
  });

  it('rejects the hazard that it has within alpha: the one-sample log-rank test is conservative', async () => {
    const test = {
      kind: 'one-sample-log-rank' as const,
      hazard: { starts: [0], rates: [-Math.log(0.45) / 12] },
    };
    const rejected = await rejectedBy(alone({ test, patients: 500 }));
    expect(rejected).toBeLessThan(ALPHA + fourErrors(ALPHA, replicates));
    expect(rejected).toBeGreaterThan(0.7 * ALPHA);
  });
});

describe('a single arm without an effect', () => {
  const twenty = (rate: number) =>
    trialOf({
      ...{ patients: 20, arms: [law('new', rate)], allocation: [1], looks: atTimes(24) },
      accrual: { pattern: uniformAccrual(20, 12), entry: 'uniform' },
      test: { kind: 'one-sample-log-rank', hazard: { starts: [0], rates: [Math.LN2 / 8] } },
    });

  it('has the law that the test is against: few events make far fewer errors than alpha', async () => {
    const replicates = 20_000;
    const options = { seed: SEED, replicates, executor };
    const none = await simulateTrial(twenty(0.03), { ...options, truth: 'null' });
    const same = await simulateTrial(twenty(Math.LN2 / 8), options);
    expect(none.rejected).toEqual(same.rejected);
    // by a program of its own
    expect(Math.abs(none.rejected.value - 0.015)).toBeLessThan(fourErrors(0.015, replicates));
  });

  it('has the share that the test is against', async () => {
    const replicates = 20_000;
    const test = { kind: 'binomial' as const, at: 12, share: 0.45 };
    const design = { ...twenty(0.03), patients: 50, test };
    const accrual = { pattern: uniformAccrual(50, 12), entry: 'uniform' as const };
    const { error } = singleArmTest({ null: 0.45, alternative: 0.7 }, 50, ALPHA);
    const none = await simulateTrial(
      { ...design, accrual },
      { seed: SEED, replicates, executor, truth: 'null' },
    );
    expect(Math.abs(none.rejected.value - error)).toBeLessThan(fourErrors(error, replicates));
  });
});

it('a treatment that is worse by just the margin of a milestone is found not to be with alpha', async () => {
  const design = large({ test: { kind: 'milestone', at: 12, margin: 0.1 }, looks: atTimes(50) });
  const replicates = 6000;
  const none = await simulateTrial(design, { seed: SEED, replicates, executor, truth: 'null' });
  expect(Math.abs(none.rejected.value - ALPHA)).toBeLessThan(fourErrors(ALPHA, replicates));
});

it('futility that does not bind is obeyed where that is asked for', async () => {
  const design = large({
    looks: atEvents(150, 300),
    boundaries: {
      ...{ fractions: [0.5, 1], efficacy: [2.9626, 1.9686], futility: [0.5, -Infinity], binding: false },
    },
  });
  const replicates = 6000;
  const options = { seed: SEED, replicates, executor, truth: 'null' as const, estimate: false };
  const ignored = await simulateTrial(design, options);
  const obeyed = await simulateTrial(design, { ...options, obeyFutility: true });
  expect(ignored.looks[0]!.futility.value).toBe(0);
  // a normal z is below 0.5
  expect(Math.abs(obeyed.looks[0]!.futility.value - 0.6915)).toBeLessThan(fourErrors(0.6915, replicates));
  expect(obeyed.rejected.value).toBeLessThan(ignored.rejected.value);
  expect(obeyed.expected.events.value).toBeLessThan(ignored.expected.events.value - 90);
});

describe('with three looks what is spent by each is what was to be', () => {
  const replicates = 10_000;
  const events = [75, 180, 300];
  const fractions = events.map((count) => count / 300);
  const spendings: [string, Spending][] = [
    ...spendingFamilies.map(({ name, parameter, make }): [string, Spending] => {
      const value = { 'hwang-shih-decani': -2, power: 2 }[name];
      return [name, make(value ?? parameter?.example)];
    }),
    ['given', givenSpending(fractions, [0.004, 0.011, ALPHA])],
  ];
  const designed = (plan: Partial<SequentialPlan>): TrialDesign => {
    const { efficacy, futility, binding } = designSequential({
      fractions,
      alpha: ALPHA,
      efficacy: { delta: 0 },
      ...plan,
    });
    return large({ looks: atEvents(...events), boundaries: { fractions, efficacy, futility, binding } });
  };
  /** Claims by each look, cumulative. */
  const claimsOf = async (design: TrialDesign) => {
    const { looks } = await simulateTrial(design, {
      seed: SEED,
      replicates,
      executor,
      truth: 'null',
      estimate: false,
    });
    let claims = 0;
    return looks.map(({ efficacy }) => (claims += efficacy.value));
  };

  it.each(spendings)('by %s', async (_, spending) => {
    const claims = await claimsOf(designed({ efficacy: { spending } }));
    for (const [k, claimed] of claims.entries()) {
      const spent = spending(ALPHA, fractions[k]!);
      expect(Math.abs(claimed - spent), `look ${k + 1}`).toBeLessThan(fourErrors(spent, replicates));
    }
  });

  it('with futility that binds, and with futility that need not be obeyed', async () => {
    const spending = spendingFamilies[0]!.make();
    const futility = { spending, power: 0.9 };
    for (const binding of [true, false]) {
      const claims = await claimsOf(designed({ efficacy: { spending }, futility, binding }));
      expect(Math.abs(claims[2]! - ALPHA)).toBeLessThan(fourErrors(ALPHA, replicates));
    }
  });
});

it('the null has the hazard of control in both arms, and the drop-out of each', () => {
  const design = large({ arms: [law('control', 0.05, 0.01), law('treatment', 0.02, 0.03)] });
  expect(underTruth(design, 'null').arms).toEqual([law('control', 0.05, 0.01), law('treatment', 0.05, 0.03)]);
  expect(underTruth(design, 'alternative')).toBe(design);
  const worse = underTruth({ ...design, test: { kind: 'cox', margin: 1.5 } }, 'null').arms[1];
  expect(worse).toEqual(law('treatment', 0.05 * 1.5, 0.03));
  const lost = { starts: [0], rates: [0.1] };
  const arms = ['usual-care', 'prevention'].map((name) =>
    strategyArm('illness-death.yaml', name, {
      endpoint: 'survival',
      dropout: name === 'prevention' ? lost : undefined,
    }),
  );
  const [control, treatment] = underTruth({ ...design, arms }, 'null').arms;
  expect(control).toBe(arms[0]);
  expect(treatment).toEqual({ ...arms[0], title: 'prevention', dropout: lost });
});

it('the null has a hazard ratio of 1 on average', async () => {
  const design = large({ boundaries: once() });
  const [record] = await simulateReplicates([design], {
    seed: SEED,
    replicates: 500,
    executor,
    truth: 'null',
  });
  const estimates = record!.estimate.subarray(0, 500).map(Math.log);
  const mean = estimates.reduce((sum, one) => sum + one, 0) / 500;
  // ln ratio has variance 4 / d with 1:1
  expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(4 / 300 / 500));
});
