/** Each patient's own times are those that are counted, and counting is not changed by handing them out. */
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/fingerprint.ts';
import { createEngine } from '../../src/kernel/engine.ts';
import type { Graph } from '../../src/kernel/graph.ts';
import { engines, machineOf } from '../../src/kernel/primitives/index.ts';
import { streamKeys } from '../../src/run/keys.ts';
import { compile } from '../../src/scenario/compile/index.ts';
import { patientTimes } from '../../src/scenario/compile/patient-times.ts';
import { sumTracks } from '../../src/tally.ts';
import { patients, shipped, tallyOf } from './simulated.ts';

const SEED = 'one by one';
const PATIENTS = 20_000;

describe.each(shipped().map(({ name, plan, model }) => [name, plan, model] as const))(
  '%s',
  (_, plan, model) => {
    const names = plan.readout.endpoints.map(({ name }) => name);
    const extended = compile(model, { times: { endpoints: names } }).plan!;
    const alone = patientTimes(model, { endpoints: names }).times!;
    const keysOf = ({ streams }: Graph) => streamKeys(SEED, streams);
    const keys = keysOf(extended.graph);
    const { rows, perUnit } = plan.graph.grid;
    const timesBy = (engine: (typeof engines)[number]['name'], batch?: number) =>
      createEngine(extended.graph, machineOf(engine), { batch }).run(keys, 0, PATIENTS).outcomes!;

    it('counts as it does without', () => {
      const tally = tallyOf(plan, SEED, patients(PATIENTS));
      expect(fingerprint([tallyOf(extended, SEED, patients(PATIENTS))])).toBe(fingerprint([tally]));
    });

    it('has as many times in each row as are counted there', () => {
      const tally = tallyOf(plan, SEED, patients(PATIENTS));
      const outcomes = timesBy('typescript');
      plan.readout.endpoints.forEach((endpoint, k) => {
        const tracks = endpoint.cells.flatMap(({ events }) => events.flat());
        const counted = [...sumTracks(tally, [...new Set(tracks)]).subarray(0, rows)];
        const found = counted.map(() => 0);
        for (const time of outcomes[k]!) {
          if (time < Infinity) found[Math.ceil(time * perUnit)]!++;
        }
        expect(found).toEqual(counted);
      });
    });

    it('has the same times where nothing is counted', () => {
      const graph = alone.graph([]);
      const found = createEngine(graph, machineOf('typescript')).run(keysOf(graph), 0, PATIENTS);
      expect(found.outcomes).toEqual(timesBy('typescript'));
      expect([...found.counters]).toEqual([]);
    });

    it('is the same in every engine and batch', () => {
      const expected = timesBy('typescript');
      for (const { name } of engines) {
        for (const batch of [undefined, 97]) expect(timesBy(name, batch)).toEqual(expected);
      }
    });
  },
);

it('knows which endpoints censor, and refuses one that is not there', () => {
  const { plan, model } = shipped().find(({ name }) => name.startsWith('stage-iv-rectal'))!;
  const endpoints = plan.readout.endpoints.map(({ name }) => name);
  const { times } = compile(model, { times: { endpoints } }).plan!;
  const byName = Object.fromEntries(times!.endpoints.map(({ name, censors }) => [name, censors]));
  expect(byName).toEqual({
    OS: false,
    PFS: false,
    'PFS-cancer': true,
    'organ-preservation': false,
    regrowth: false,
  });
  expect(() => compile(model, { times: { endpoints: ['DFS'] } })).toThrow(
    'endpoint "DFS" is not in the model; did you mean "PFS"?',
  );
});
