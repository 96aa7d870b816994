import { fingerprint } from '../fingerprint.ts';
import { createEngine, roomFor } from '../kernel/engine.ts';
import { type EngineName, engines } from '../kernel/primitives/index.ts';
import type { Plan } from '../plan.ts';
import { streamKeys } from '../run/keys.ts';
import { addChunk, emptyTally } from '../tally.ts';
import type { Work } from './work.ts';

/** Small cohorts on one engine: the time of the engine alone. */
export interface SmallRow {
  scenario: string;
  engine: EngineName;
  /** per cohort */
  patients: number;
  cohorts: number;
  /** per cohort, for each repeat */
  microseconds: number[];
  fingerprint: string;
  expected: string;
}

/**
 * Times small cohorts on every engine, in turns: from the keys to the counts of a cohort, in reused memory, without
 * tally, executor or estimates.
 *
 * @throws the signal's reason when aborted between repeats
 */
export function measureSmall(
  { seed, repeats, small }: Pick<Work, 'seed' | 'repeats' | 'small'>,
  plan: Plan,
  signal?: AbortSignal,
): SmallRow[] {
  const { patients, cohorts } = small;
  const { graph } = plan;
  const keys = streamKeys(seed, graph.streams);
  const counts = roomFor(graph, patients);
  const contestants = engines
    .filter(({ works }) => works())
    .map(({ name, machineOf }) => {
      const engine = createEngine(graph, machineOf);
      const tally = emptyTally(plan);
      for (let i = 0; i < cohorts; i++) {
        const cohort = { first: i * patients, count: patients };
        addChunk(tally, cohort, engine.run(keys, cohort.first, cohort.count, counts));
      }
      const row: SmallRow = {
        scenario: small.scenario,
        engine: name,
        patients,
        cohorts,
        microseconds: [],
        fingerprint: fingerprint([tally]),
        expected: small.fingerprint,
      };
      return { engine, row };
    });
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const { engine, row } of contestants) {
      signal?.throwIfAborted();
      const started = performance.now();
      for (let i = 0; i < cohorts; i++) engine.run(keys, i * patients, patients, counts);
      row.microseconds.push(((performance.now() - started) * 1000) / cohorts);
    }
  }
  return contestants.map(({ row }) => row);
}
