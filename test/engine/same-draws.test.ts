import { describe, expect, it } from 'vitest';
import { simulatePatient } from '../oracle/simulate.ts';
import { countedByEngine, countedByOracle, differenceOf, mostMoved } from './counted.ts';
import { kernelDraws } from './kernel-draws.ts';
import { everyStrategy, patients, shipped, tallyOf } from './simulated.ts';

const SEED = 'the same draws';
const structures = shipped();

describe('the engine and the oracle, fed the same draws, count the same patients', () => {
  // every strategy: few patients where another of the same structure has many
  const cases = everyStrategy().map(
    (pair) => [pair.name, structures.includes(pair) ? 25_000 : 2000, pair] as const,
  );

  it.each(cases)('%s, %i of them', (_, n, { plan, model }) => {
    const engine = countedByEngine(plan, tallyOf(plan, SEED, patients(n)));
    const draw = kernelDraws(SEED);
    const records = Array.from({ length: n }, (_, i) => simulatePatient(model, i, draw));
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
