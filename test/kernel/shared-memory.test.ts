import { expect, it } from 'vitest';
import { fingerprint } from '../../src/fingerprint.ts';
import { createEngine, type Engine } from '../../src/kernel/engine.ts';
import type { MachineOf } from '../../src/kernel/primitives/primitives.ts';
import { typescriptMachine } from '../../src/kernel/primitives/typescript.ts';
import type { Plan } from '../../src/plan.ts';
import { streamKeys } from '../../src/run/keys.ts';
import { addChunk, emptyTally } from '../../src/tally.ts';
import { everyStrategy } from '../engine/simulated.ts';

/** A machine that no other engine uses: its engine has a memory of its own. */
const apart = (): MachineOf => (bytes) => typescriptMachine(bytes);

/** A hash of what an engine counts. */
function countsOf(engine: Engine, plan: Plan): string {
  const tally = emptyTally(plan);
  const chunk = { first: 500, count: 3000 };
  addChunk(tally, chunk, engine.run(streamKeys('shared', plan.graph.streams), chunk.first, chunk.count));
  return fingerprint([tally]);
}

it('engines that share a memory count as engines that have one each', () => {
  const plans = everyStrategy().map(({ plan }) => plan);
  const alone = plans.map((plan) => countsOf(createEngine(plan.graph, apart()), plan));
  const engines = plans.map((plan) => createEngine(plan.graph, typescriptMachine));
  // twice round, so that each engine finds another one's tables and counts in its place
  for (let round = 0; round < 2; round++) {
    expect(engines.map((engine, i) => countsOf(engine, plans[i]!))).toEqual(alone);
  }
});

it('counts go into the room that is given for them', () => {
  const { plan } = everyStrategy().find(({ file }) => file === 'benchmark.yaml')!;
  const engine = createEngine(plan.graph, typescriptMachine);
  const keys = streamKeys('room', plan.graph.streams);
  const { tracks, counters } = engine.run(keys, 0, 2000);
  const room = {
    tracks: new Uint32Array(tracks.length).fill(7),
    counters: new Float64Array(counters.length),
  };
  expect(engine.run(keys, 0, 2000, room)).toBe(room);
  expect(room).toEqual({ tracks, counters });
});
