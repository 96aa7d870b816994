import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createEngine } from '../../src/kernel/engine.ts';
import type { MachineOf } from '../../src/kernel/primitives/primitives.ts';
import { typescriptMachine } from '../../src/kernel/primitives/typescript.ts';
import type { Plan } from '../../src/plan.ts';
import { streamKeys } from '../../src/run/keys.ts';
import { checkScenario } from '../../src/scenario/check.ts';

const plansOf = (name: string): Plan[] =>
  Object.values(checkScenario(readFileSync(`scenarios/${name}.yaml`, 'utf8')).plans);

/** A machine that no other engine uses: its engine has a memory of its own. */
const apart = (): MachineOf => (bytes) => typescriptMachine(bytes);

it('engines that share a memory count as engines that have one each', () => {
  const plans = ['benchmark', 'reversible', 'stage-iv-rectal', 'laws'].flatMap(plansOf);
  const keysOf = ({ graph }: Plan) => streamKeys('shared', graph.streams);
  const alone = plans.map((plan) => createEngine(plan.graph, apart()).run(keysOf(plan), 500, 3000));
  const engines = plans.map((plan) => createEngine(plan.graph, typescriptMachine));
  // twice round, so that each engine finds another one's tables and counts in its place
  for (let round = 0; round < 2; round++) {
    engines.forEach((engine, i) => {
      expect(engine.run(keysOf(plans[i]!), 500, 3000)).toEqual(alone[i]);
    });
  }
});

it('counts go into the room that is given for them', () => {
  const [plan] = plansOf('benchmark');
  const engine = createEngine(plan!.graph, typescriptMachine);
  const keys = streamKeys('room', plan!.graph.streams);
  const counts = engine.run(keys, 0, 2000);
  const room = {
    tracks: new Uint32Array(counts.tracks.length).fill(7),
    counters: new Float64Array(counts.counters.length),
  };
  expect(engine.run(keys, 0, 2000, room)).toBe(room);
  expect(room).toEqual(counts);
});
