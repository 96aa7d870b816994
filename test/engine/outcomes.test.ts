/** Each patient's own times are those that are counted, and counting is not changed by handing them out. */
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/fingerprint.ts';
import { createEngine } from '../../src/kernel/engine.ts';
import { engines, machineOf } from '../../src/kernel/primitives/index.ts';
import { censors, withOutcomes } from '../../src/outcomes.ts';
import { streamKeys } from '../../src/run/keys.ts';
import { sumTracks } from '../../src/tally.ts';
import { patients, shipped, tallyOf } from './simulated.ts';

const SEED = 'one by one';
const PATIENTS = 20_000;

describe.each(shipped().map(({ name, plan }) => [name, plan] as const))('%s', (_, plan) => {
  const names = plan.readout.endpoints.map(({ name }) => name);
  const extended = withOutcomes(plan, names);
  const keys = streamKeys(SEED, plan.graph.streams);
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

  it('is the same in every engine and batch', () => {
    const expected = timesBy('typescript');
    for (const { name } of engines) {
      for (const batch of [undefined, 97]) expect(timesBy(name, batch)).toEqual(expected);
    }
  });
});

it('knows which endpoints censor, and refuses one that is not there', () => {
  const { plan } = shipped().find(({ name }) => name.startsWith('stage-iv-rectal'))!;
  const byName = Object.fromEntries(plan.readout.endpoints.map((one) => [one.name, censors(one)]));
  expect(byName).toEqual({
    OS: false,
    PFS: false,
    'PFS-cancer': true,
    'organ-preservation': false,
    regrowth: false,
  });
  expect(() => withOutcomes(plan, ['DFS'])).toThrow('the plan has no endpoint DFS');
});
