import { describe, expect, it } from 'vitest';
import { uniformAccrual } from '../../src/formulas/accrual.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { columnsOf } from '../../src/trial/arms/index.ts';
import { movedToMargin } from '../../src/trial/at-margin.ts';
import type { TrialDesign } from '../../src/trial/design.ts';
import { simulateTrial } from '../../src/trial/simulate.ts';
import { underTruth } from '../../src/trial/truth.ts';
import { armOf, atTimes, once, strategyArm, trialOf } from './designs.ts';

/** Death at a constant hazard of 0.1 a month. */
const EXPONENTIAL = `
scenario: Exponential
time: { unit: month, origin: entry, horizon: 40 }
parameters:
  rate: { value: 0.1, assumption: "For the test" }
start: alive
states:
  alive: { transitions: [{ to: dead, law: exponential, rate: rate }] }
  dead: {}
endpoints:
  death: { event: dead }
strategies:
  care: {}
`;

const executor = inlineExecutor();
const arm = () => strategyArm('illness-death.yaml', 'usual-care', { endpoint: 'survival' });
const designOf = (test: TrialDesign['test'], patients = 400) =>
  trialOf({
    ...{ patients, arms: [arm(), arm()], test, looks: atTimes(12), boundaries: once() },
    accrual: { pattern: uniformAccrual(patients, 2), entry: 'uniform' },
  });
/** Patients of the run that the survival of an arm is known by. */
const KNOWN_BY = 2 ** 19;

describe('the null of non-inferiority between strategies', () => {
  it('has survival that is lower by exactly the margin at the milestone', async () => {
    const margin = 0.1;
    const found = await simulateTrial(designOf({ kind: 'milestone', at: 6, margin }), {
      ...{ seed: '1', replicates: 400, executor, truth: 'null' },
    });
    const { value, mcse } = found.estimate.mean;
    const known = Math.sqrt(0.25 / KNOWN_BY);
    expect(Math.abs(value + margin)).toBeLessThan(4 * Math.sqrt(mcse ** 2 + known ** 2));
    // and the one-sided test keeps its 2.5%
    const share = Math.sqrt((0.025 * 0.975) / 400);
    expect(Math.abs(found.rejected.value - 0.025)).toBeLessThan(4 * share);
  });

  it('multiplies the hazard by one ratio at all times', async () => {
    const exponential = () => armOf(EXPONENTIAL, 'care', { endpoint: 'death' });
    const design = underTruth(
      { ...designOf({ kind: 'cox', margin: 1.3 }), arms: [exponential(), exponential()] },
      'null',
    );
    const [control, treatment] = await movedToMargin(design, columnsOf(design.arms), { seed: '1', executor });
    expect(control!.moved).toBeUndefined();
    // survival by 1.3 times the hazard at the new time is that of the old one, up to the error of the run
    const error = 1.3 * Math.sqrt(0.25 / KNOWN_BY) + 1 / KNOWN_BY;
    for (const time of [1, 4, 10, 25]) {
      const moved = treatment!.moved!(time, 0.5);
      expect(Math.abs(Math.exp(-0.13 * moved) - Math.exp(-0.1 * time))).toBeLessThan(4 * error);
    }
    // of those alive at the horizon of 40, e^-4, some die before it under the higher hazard: those with the largest numbers
    const survival = (even: number) => Math.exp(-4) * even;
    for (const even of [0.1, 0.6, 0.95]) {
      const moved = treatment!.moved!(Infinity, even);
      if (survival(even) < Math.exp(-0.13 * 40)) expect(moved).toBe(Infinity);
      else expect(Math.abs(Math.exp(-0.13 * moved) - survival(even))).toBeLessThan(4 * error);
    }
  });

  it('needs survival above the margin', async () => {
    const design = designOf({ kind: 'milestone', at: 6, margin: 0.99 });
    await expect(
      simulateTrial(design, { seed: '1', replicates: 2, executor, truth: 'null' }),
    ).rejects.toThrow(/survival of control at the milestone is 0\.\d+, must be above the margin of 0\.99/);
  });
});
