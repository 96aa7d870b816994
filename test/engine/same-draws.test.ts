import { describe, expect, it } from 'vitest';
import { simulatePatient } from '../oracle/simulate.ts';
import { countedByEngine, countedByOracle, differenceOf, mostMoved } from './counted.ts';
import { kernelDraws } from './kernel-draws.ts';
import { patients, shipped, tallyOf } from './simulated.ts';

const PATIENTS = 25_000;
const SEED = 'the same draws';

describe(`the engine and the oracle, fed the same draws, count the same ${PATIENTS} patients`, () => {
  it.each(shipped().map((pair) => [pair.name, pair] as const))('%s', (_, { plan, model }) => {
    const engine = countedByEngine(plan, tallyOf(plan, SEED, patients(PATIENTS)));
    const draw = kernelDraws(SEED);
    const records = Array.from({ length: PATIENTS }, (_, i) => simulatePatient(model, i, draw));
    const { counts, edges } = differenceOf(engine, countedByOracle(model, records));
    // every subgroup, proportion, decision and mark, to the patient
    expect(counts).toEqual([]);
    // every time of every endpoint and transition, but for those that a table's rounding moves over the edge of a row
    for (const { where, most, total, times } of edges) {
      expect(most, `${where}: moved over one edge`).toBeLessThanOrEqual(Math.ceil(3e-5 * times));
      expect(total, `${where}: moved over all edges`).toBeLessThanOrEqual(
        mostMoved(times, plan.graph.grid.rows),
      );
    }
  });
});
