import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { estimate } from '../../src/estimates/index.ts';
import { gridTimes } from '../../src/estimates/life-tables.ts';
import { fingerprint } from '../../src/fingerprint.ts';
import { engines } from '../../src/kernel/primitives/index.ts';
import type { Plan } from '../../src/plan.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import type { Tally } from '../../src/tally.ts';
import { countedByEngine, countedByOracle, differenceOf, mostMoved } from '../engine/counted.ts';
import { kernelDraws } from '../engine/kernel-draws.ts';
import { type Pair, patients, strategiesOf, tallyOf } from '../engine/simulated.ts';
import { simulatePatient } from '../oracle/simulate.ts';
import { anyScenario } from './scenarios.ts';

const PATIENTS = 2000;
const SEED = 'random scenarios';
const done = { refused: 0, strategies: 0 };

describe('any scenario, however it is put together', () => {
  it('is refused with a line for each error, or counts right', () => {
    fc.assert(
      fc.property(anyScenario, (plain) => {
        const text = stringify(plain);
        const { errors } = checkScenario(text);
        if (errors.length > 0) {
          done.refused++;
          for (const { line, column, message } of errors) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(text.split('\n').length);
            expect(column).toBeGreaterThanOrEqual(1);
            expect(message.length).toBeGreaterThan(5);
          }
          return;
        }
        for (const pair of strategiesOf(text)) {
          done.strategies++;
          const tally = tallyOf(pair.plan, SEED, patients(PATIENTS));
          const print = fingerprint([tally]);
          for (const { name: engine } of engines) {
            for (const batch of [97, undefined]) {
              const again = tallyOf(pair.plan, SEED, patients(PATIENTS), { engine, batch });
              expect(fingerprint([again])).toBe(print);
            }
          }
          figuresHangTogether(pair.plan, tally);
          countsAreTheOracles(pair, tally);
        }
      }),
      { seed: 20_250_101, numRuns: 150, endOnFailure: true },
    );
  });

  // a test of the test: scenarios must be neither all wrong nor all right
  afterAll(() => {
    expect(done.refused).toBeGreaterThan(20);
    expect(done.strategies).toBeGreaterThan(110);
  });
});

function figuresHangTogether(plan: Plan, tally: Tally): void {
  const times = [...gridTimes(plan)];
  const figures = estimate(plan, tally, { at: times, quantiles: [0.5], rmst: [times.at(-1)!] }, times);
  const cells = plan.readout.cells.map(({ counter }) => tally.counters[counter]!);
  expect(cells.reduce((sum, n) => sum + n, 0)).toBe(PATIENTS);
  const states = Object.values(figures.occupancy.states);
  times.forEach((_, row) => {
    const everywhere = states.reduce((sum, shares) => sum + shares[row]!, 0);
    expect(Math.abs(everywhere - 1)).toBeLessThan(1e-12);
    for (const shares of states) expect(shares[row]).toBeGreaterThanOrEqual(0);
  });
  for (const { survival } of Object.values(figures.endpoints)) {
    let before = 1;
    for (const { value } of survival) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(before);
      before = value;
    }
  }
  // more states end it, so nobody is free of it for longer
  const { narrow, wide } = figures.endpoints;
  wide!.survival.forEach(({ value }, k) => {
    expect(value).toBeLessThanOrEqual(narrow!.survival[k]!.value);
  });
  for (const { events, of } of Object.values(figures.proportions)) {
    expect(events).toBeGreaterThanOrEqual(0);
    expect(events).toBeLessThanOrEqual(of);
  }
}

function countsAreTheOracles({ plan, model }: Pair, tally: Tally): void {
  const draw = kernelDraws(SEED);
  const records = Array.from({ length: PATIENTS }, (_, i) => simulatePatient(model, i, draw));
  const { counts, edges } = differenceOf(countedByEngine(plan, tally), countedByOracle(model, records));
  expect(counts).toEqual([]);
  const far = edges.filter(
    ({ most, total, times }) => most > 1 || total > mostMoved(times, plan.graph.grid.rows),
  );
  expect(far).toEqual([]);
}
