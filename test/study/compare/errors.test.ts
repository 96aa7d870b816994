import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/kernel/engine.ts';
import { machineOf } from '../../../src/kernel/primitives/index.ts';
import { gammaQuantile } from '../../../src/math/gamma-quantile.ts';
import type { Plan } from '../../../src/plan.ts';
import { streamKeys } from '../../../src/run/keys.ts';
import { type Comparable, comparable, compared, house, ONE_DEATH, only } from './scenarios.ts';

/** Whether the errors that are said are those that there are. */

const BATCHES = 64;
/**
 * Limits of a variance from 64 batches over the true one: the sum of squares is that many times a chi-squared of 63
 * degrees of freedom, twice a gamma variable of half as many. Outside them lies one in 10,000.
 */
const [LOWEST, HIGHEST] = [0.00005, 0.99995].map(
  (p) => (2 * gammaQuantile((BATCHES - 1) / 2, p)) / (BATCHES - 1),
) as [number, number];

/** Each patient's own time of an endpoint, by the readable engine. */
function timesOf(plan: Plan, endpoint: string, seed: string, n: number): Float64Array {
  const { graph, times } = plan;
  const { outcome } = times!.endpoints.find(({ name }) => name === endpoint)!;
  return createEngine(graph, machineOf('typescript')).run(streamKeys(seed, graph.streams), 0, n).outcomes![
    outcome
  ]!;
}

function expectRight(mcse: number | null, exact: number): void {
  expect((mcse! / exact) ** 2).toBeGreaterThan(LOWEST);
  expect((mcse! / exact) ** 2).toBeLessThan(HIGHEST);
}

it('a variance from 64 batches is within 0.45 and 1.85 of the true one', () => {
  // R: qchisq(c(0.00005, 0.99995), 63) / 63
  expect(LOWEST).toBeCloseTo(0.450349715315348, 12);
  expect(HIGHEST).toBeCloseTo(1.846898188162547, 12);
});

const cases: [name: string, given: Comparable, endpoint: string][] = [
  ['one death', comparable(ONE_DEATH), 'OS'],
  ['survival of illness and death', house('illness-death'), 'survival'],
  ['time well of illness and death', house('illness-death'), 'healthy-survival'],
  ['survival with relapses', house('reversible'), 'OS'],
];

describe.each(cases)('%s', async (_, given, endpoint) => {
  const n = 100_000;
  const seed = 'errors';
  const [reference, strategy] = Object.values(given.plans) as [Plan, Plan];
  const comparison = only(await compared(given, n, { seed, endpoints: [endpoint] }));
  const before = timesOf(reference, endpoint, seed, n);
  const after = timesOf(strategy, endpoint, seed, n);

  it('the error of a difference in survival is that of the pairs that are split', () => {
    for (const { at, mcse, reference, strategy, difference, varianceRatio } of comparison.survival) {
      let [gained, lost] = [0, 0];
      before.forEach((time, i) => {
        if (time <= at && after[i]! > at) gained++;
        if (time > at && after[i]! <= at) lost++;
      });
      expect(difference).toBeCloseTo((gained - lost) / n, 12);
      expectRight(mcse, Math.sqrt((gained + lost) / n - ((gained - lost) / n) ** 2) / Math.sqrt(n));
      for (const { value, mcse: own } of [reference, strategy])
        expectRight(own, Math.sqrt((value! * (1 - value!)) / n));
      expect(varianceRatio).toBeCloseTo((reference.mcse! ** 2 + strategy.mcse! ** 2) / mcse! ** 2, 10);
    }
  });

  it("the error of a difference in restricted mean is that of the patients' own gains", () => {
    for (const { tau, mcse, difference, varianceRatio } of comparison.rmst) {
      let [sum, squares] = [0, 0];
      before.forEach((time, i) => {
        const gain = Math.min(after[i]!, tau) - Math.min(time, tau);
        sum += gain;
        squares += gain ** 2;
      });
      const exact = Math.sqrt((squares / n - (sum / n) ** 2) / n);
      // within a row of the grid the curve is taken as straight
      expect(Math.abs(difference! - sum / n)).toBeLessThan(0.05 * exact);
      expectRight(mcse, exact);
      expect(varianceRatio).toBeGreaterThan(2);
    }
  });

  it('shares of longer, the same and shorter lives are those of the pairs, by row of the grid', () => {
    const { rows, perUnit } = reference.graph.grid;
    const rowOf = (time: number) => Math.min(rows, Math.ceil(time * perUnit));
    const gains = [...before].map((time, i) => rowOf(after[i]!) - rowOf(time));
    const { longer, same, shorter } = comparison.lives!;
    expect(longer.value).toBe(gains.filter((gain) => gain > 0).length / n);
    expect(same.value).toBe(gains.filter((gain) => gain === 0).length / n);
    expect(shorter.value).toBe(gains.filter((gain) => gain < 0).length / n);
    expect(longer.mcse).toBeCloseTo(Math.sqrt((longer.value * (1 - longer.value)) / n), 15);
  });
});

describe.each(['illness-death', 'reversible'])('%s', (name) => {
  const given = house(name);
  const n = 64_000;

  it('differences agree with those of independent runs, and vary less', async () => {
    const [paired, one, other] = await Promise.all(
      ['paired', 'one', 'other'].map(async (seed) => only(await compared(given, n, { seed }))),
    );
    const figures = [paired!, one!, other!].map(({ survival, rmst, medians, endpoints, proportions }) => [
      ...survival,
      ...rmst,
      ...medians,
      ...Object.values(endpoints).flatMap((endpoint) => [...endpoint.survival, ...endpoint.rmst]),
      ...Object.values(proportions),
    ]);
    let count = 0;
    figures[0]!.forEach(({ difference, mcse, varianceRatio }, i) => {
      const strategy = figures[1]![i]!.strategy;
      const reference = figures[2]![i]!.reference;
      if (difference === null || mcse === null || mcse === 0) return;
      const apart = strategy.mcse! ** 2 + reference.mcse! ** 2;
      expect(Math.abs(strategy.value! - reference.value! - difference)).toBeLessThan(
        4 * Math.sqrt(apart + mcse ** 2),
      );
      expect(varianceRatio).toBeGreaterThan(1);
      count++;
    });
    expect(count).toBeGreaterThanOrEqual(7);
  });

  it('the error of a hazard ratio is that among runs', async () => {
    const runs = await Promise.all(
      Array.from({ length: 24 }, (_, i) => compared(given, 16_000, { seed: `run ${i}` })),
    );
    const ratios = runs.map((result) => only(result).hazardRatio);
    const logs = ratios.map(({ value }) => Math.log(value!));
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    const among = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1);
    const said = ratios.reduce((sum, { value, mcse }) => sum + (mcse! / value!) ** 2, 0) / ratios.length;
    // R: qf(c(0.00005, 0.99995), 23, 24 * 15)
    expect(among / said).toBeGreaterThan(0.2266);
    expect(among / said).toBeLessThan(2.7129);
  });
});
