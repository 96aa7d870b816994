import { describe, expect, it } from 'vitest';
import { cellsOf, lifeTablesOf } from '../../../src/estimates/life-tables.ts';
import { pow } from '../../../src/math/elementary.ts';
import { sampleQuantile } from '../../../src/math/sample-quantile.ts';
import { inlineExecutor } from '../../../src/run/inline.ts';
import { simulate } from '../../../src/run/simulate.ts';
import { checkScenario } from '../../../src/scenario/check.ts';
import { planOf } from '../../../src/scenario/overrides.ts';
import type { Scenario } from '../../../src/scenario/schema/index.ts';
import { drawSimulator } from '../../../src/study/draws/simulate.ts';
import { BATCHES, type DrawJob, inlineDraws, psa } from '../../../src/study/psa/index.ts';
import { summaryOf } from '../../../src/study/psa/summary.ts';
import { kaplanMeier } from '../../../src/survival/index.ts';
import { parameterDraws } from '../../../src/uncertainty/draw.ts';
import { uncertaintyOf } from '../../../src/uncertainty/items.ts';

const text = `
scenario: Gamma and beta
time: { unit: month, origin: entry, horizon: 12, rows-per-unit: 4, landmarks: [6], rmst: [12] }
evidence: { paper: { cite: "Someone, 2020" } }
parameters:
  nobody: { value: 0, assumption: untreated }
  everybody: { value: 1, assumption: treated }
  death: { events: 20, exposure: 400, from: paper }
  response: { events: 30, of: 100, from: paper }
  effect: { ratio: 0.7, interval: [0.5, 1.0], from: paper }
characteristics:
  treated: { chance: nobody }
  responds: { chance: response }
start: alive
states:
  alive: { transitions: [{ to: dead, law: exponential, rate: death, hazard-ratio: { treated: effect } }] }
  dead: {}
endpoints: { OS: { event: dead } }
proportions: { responders: { if: { responds: "yes" } } }
strategies:
  control: {}
  treatment: { characteristics: { treated: { chance: everybody } } }
`;

function scenarioOf(): Scenario {
  const { scenario, errors } = checkScenario(text);
  expect(errors).toEqual([]);
  return scenario!;
}

const job = (patients: number, strategies = ['control', 'treatment']): DrawJob => ({
  scenario: scenarioOf(),
  ...{ strategies, seed: '1', patients, engine: 'wasm', generator: 'triple32' },
  questions: { endpoints: ['OS'], at: [6], rmst: [12], proportions: true },
});

const DRAWS = 400;
const PATIENTS = 800;

describe('probabilistic sensitivity analysis', async () => {
  const result = await psa({ ...job(PATIENTS), draws: DRAWS, executor: inlineDraws() });
  const figure = (strategy: string, name: string) =>
    result.strategies[strategy]!.find(({ outcome }) => outcome.name === name)!;

  it('finds the mean and both standard deviations of an exponential with a gamma rate', () => {
    // S(6) = exp(-6 rate) with rate ~ gamma(20, 400): moments of a gamma law at its Laplace transform
    const moment = (k: number) => pow(400 / (400 + 6 * k), 20);
    const sd = Math.sqrt(moment(2) - moment(1) ** 2);
    const sdPatients = Math.sqrt((moment(1) - moment(2)) / PATIENTS);
    const { mean, sd: found, sdPatients: patients, mcse } = figure('control', 'OS at 6').summary!;
    expect(mcse! / Math.sqrt((sd ** 2 + sdPatients ** 2) / DRAWS)).toBeCloseTo(1, 0);
    expect(Math.abs(mean! - moment(1))).toBeLessThan(4 * mcse!);
    // the standard deviation of a near normal figure is known to 1 / sqrt(2 draws), of batches to 1 / sqrt(2 (BATCHES - 1) draws)
    expect(Math.abs(found! / sd - 1)).toBeLessThan((4 * (1 + (sdPatients / sd) ** 2)) / Math.sqrt(2 * DRAWS));
    expect(Math.abs(patients! / sdPatients - 1)).toBeLessThan(4 / Math.sqrt(2 * (BATCHES - 1) * DRAWS));
  });

  it('finds those of a share with a beta law', () => {
    const sd = Math.sqrt((30 * 70) / (100 ** 2 * 101));
    const sdPatients = Math.sqrt((0.3 * 0.7 - sd ** 2) / PATIENTS);
    const { mean, sd: found, sdPatients: patients, mcse } = figure('control', 'responders').summary!;
    expect(Math.abs(mean! - 0.3)).toBeLessThan(4 * mcse!);
    expect(Math.abs(found! / sd - 1)).toBeLessThan((4 * (1 + (sdPatients / sd) ** 2)) / Math.sqrt(2 * DRAWS));
    expect(Math.abs(patients! / sdPatients - 1)).toBeLessThan(4 / Math.sqrt(2 * (BATCHES - 1) * DRAWS));
  });

  it('finds the ends of both intervals', () => {
    // R: qbeta(c(0.025, 0.5, 0.975), 30, 70); exp(-6 * qgamma(c(0.975, 0.5, 0.025), 20, 400))
    const known = [
      ['responders', [0.21466799296798691, 0.29866197430869568, 0.39290872698476154]],
      ['OS at 6', [0.64078403124138794, 0.74452035528683014, 0.83256182653163791]],
    ] as const;
    for (const [name, [lower, median, upper]] of known) {
      const found = figure('control', name).summary!;
      expect(Math.abs(found.lower! - lower), name).toBeLessThan(4 * found.mcseLower!);
      expect(Math.abs(found.median! - median), name).toBeLessThan(4 * found.mcseMedian!);
      expect(Math.abs(found.upper! - upper), name).toBeLessThan(4 * found.mcseUpper!);
    }
  });

  it('takes the patients out of the interval', () => {
    const { lower, upper, uncorrected } = figure('treatment', 'OS at 6').difference!;
    expect(upper! - lower!).toBeLessThan(uncorrected.upper! - uncorrected.lower!);
  });

  it('names the effect as what drives a difference, and the rate as what drives a figure', async () => {
    expect(result.drivers['OS at 6']!.parameters[0]!.name).toBe('effect');
    const alone = await psa({ ...job(PATIENTS, ['control']), draws: 200, executor: inlineDraws() });
    const [first, second] = alone.drivers['OS at 6']!.parameters;
    expect(first!.name).toBe('death');
    expect(first!.share).toBeGreaterThan(0.8);
    expect(second!.share).toBeLessThan(0.1);
  });

  it('says of every outcome how many patients a draw are best', async () => {
    const { outcome, patients, byOutcome } = result.advice;
    expect(Object.keys(byOutcome)).toEqual(result.table.outcomes.map(({ name }) => name));
    expect(byOutcome[outcome]).toBe(patients);
    // both strategies share responders, so that the difference has no variance at all
    expect(byOutcome.responders).toBeNull();
    // of a pilot, with as many patients as it has
    const target = { outcome: 'OS at 6', mcse: 0.1 };
    const { advice } = await psa({ ...job(PATIENTS), draws: 60, target, executor: inlineDraws() });
    expect(advice.draws).toBe(50);
    expect(advice.byOutcome['OS at 6']).toBe(advice.patients);
  });

  it('says how likely each strategy is best', () => {
    const { best, beatsReference } = result.best['OS at 6']!;
    expect(best.control!.value + best.treatment!.value).toBeCloseTo(1, 12);
    expect(beatsReference.treatment!.value).toBe(best.treatment!.value);
    // a log-normal effect is below 1 with probability 0.978: pnorm(log(1 / 0.7) / (log(1 / 0.5) / (2 * qnorm(0.975))))
    const p = 0.97815693;
    expect(Math.abs(best.treatment!.value - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / DRAWS));
    expect(best.treatment!.uncorrected).toBeLessThanOrEqual(best.treatment!.value);
  });

  it('has the figures of a plain run with the numbers of the draw', async () => {
    const one = job(PATIENTS);
    const simulator = drawSimulator(one);
    const { values } = simulator.run({ first: 5, count: 1 });
    const draws = parameterDraws(one.scenario, uncertaintyOf(one.scenario, one.strategies), '1');
    const changed = draws.scenarioWith(draws.valuesOf(5));
    const plan = planOf(changed, 'treatment');
    // the patients of draw 5 are numbers 4,000 to 4,799: a run to 4,800 less one to 4,000
    const options = { seed: '1', executor: inlineExecutor() };
    const upTo = async (n: number) => simulate(plan, { ...options, n });
    const [after, before] = [await upTo(6 * PATIENTS), await upTo(5 * PATIENTS)];
    const own = {
      ...after,
      n: PATIENTS,
      tracks: after.tracks.map((x, i) => x - before.tracks[i]!),
      counters: after.counters.map((x, i) => x - before.counters[i]!),
    };
    const curve = kaplanMeier(lifeTablesOf(plan, own, plan.readout.endpoints[0]!, [cellsOf(plan)])[0]!);
    expect(values[simulator.outcomes.length]).toBe(curve.survival[6 * 4]);
  });

  it('is the same however draws are cut into ranges', () => {
    const simulator = drawSimulator(job(PATIENTS));
    const whole = simulator.run({ first: 0, count: 6 });
    const parts = [2, 0, 4].map((first) => ({
      first,
      found: drawSimulator(job(PATIENTS)).run({ first, count: 2 }),
    }));
    for (const { first, found } of parts) {
      const width = whole.values.length / 6;
      expect([...found.values]).toEqual([...whole.values.slice(first * width, (first + 2) * width)]);
    }
  });

  it.each([
    [{ draws: 0 }, 'draws is 0'],
    [{ draws: 2.5 }, 'draws is 2.5'],
    [{ draws: 1e12 }, 'draws is 1000000000000'],
    [{ draws: 1e7, patients: 1e4 }, 'more than 4294967296'],
    [{ patients: 10 }, 'patients of a draw is 10'],
  ])('refuses %o', async (wrong, message) => {
    await expect(psa({ ...job(PATIENTS), draws: 10, executor: inlineDraws(), ...wrong })).rejects.toThrow(
      message,
    );
  });
});

describe('the summary of draws', () => {
  it('takes out the variance of the patients', () => {
    const values = Float64Array.from({ length: 1001 }, (_, i) => i / 100);
    const { mean, sd, lower, uncorrected } = summaryOf(values, 4);
    const spread = uncorrected.sd! ** 2;
    expect(sd).toBeCloseTo(Math.sqrt(spread - 4), 12);
    expect(lower).toBeCloseTo(mean! + (0.25 - mean!) * (sd! / uncorrected.sd!), 12);
  });

  it('gives no more than a point where the patients explain all', () => {
    const { lower, upper, sd } = summaryOf(Float64Array.of(1, 2, 3), 10);
    expect([lower, upper, sd]).toEqual([2, 2, 0]);
  });

  it('counts what is not reached', () => {
    const { mean, median, upper, notReached } = summaryOf(Float64Array.of(5, NaN, 6, 7), 0);
    expect([mean, median, upper, notReached]).toEqual([null, 6.5, null, 0.25]);
  });

  it('has quantiles of R type 7', () => {
    expect(sampleQuantile(Float64Array.of(1, 2, 4, 8), 0.4)).toBeCloseTo(2.4, 12);
  });
});
