/** The notebook of patients' own times, by a scenario whose times are known to the day. */
import { expect, it } from 'vitest';
import { createEngine } from '../../../src/kernel/engine.ts';
import { machineOf } from '../../../src/kernel/primitives/index.ts';
import { streamKeys } from '../../../src/run/keys.ts';
import type { AskedTimes } from '../../../src/scenario/compile/asked.ts';
import { patientTimes } from '../../../src/scenario/compile/patient-times.ts';
import { strategiesOf } from '../../engine/simulated.ts';

const NEVER = Infinity;

/** Ill after 2 months, dead 3 later; who responds to treatment at 2 stays ill for ever, and may be known to be a responder. */
const model = strategiesOf(
  `
scenario: Dates
time: { unit: month, origin: entry, horizon: 100 }
parameters:
  half: { value: 0.5, assumption: test }
  two: { value: 2, assumption: test }
  none: { value: 0, assumption: test }
start: well
marks:
  responder: { on: ill, chance: half }
states:
  well: { transitions: [{ to: ill, law: fixed, delay: two }] }
  ill:
    transitions:
      - { to: dead, law: piecewise-exponential, breaks: [0, 3], rates: [none, fast], hazard-ratio: { responder: none } }
  dead: {}
endpoints: { OS: { event: dead }, illness: { event: ill } }
subgroups: { responders: { if: { responder: yes } } }
strategies: { usual: {} }
`.replace('none: {', 'fast: { value: 1e6, assumption: test }\n  none: {'),
)[0]!.model;

function timesOf(asked: AskedTimes): { nodes: number; patients: number[][] } {
  const graph = patientTimes(model, asked).times!.graph([]);
  const keys = streamKeys('times', graph.streams);
  const columns = createEngine(graph, machineOf('typescript')).run(keys, 0, 400).outcomes!;
  const patients = Array.from({ length: 400 }, (_, i) => columns.map((column) => Math.round(column[i]!)));
  return { nodes: graph.nodes.length, patients };
}

const kinds = (rows: readonly number[][]) => new Set(rows.map((row) => row.join()));

it('tells of events, entries and membership, of those too who never leave a state', () => {
  const { patients } = timesOf({ endpoints: ['OS'], entries: ['ill', 'well'], member: 'responders' });
  // event, entry into ill, entry into well, known to respond
  expect(kinds(patients)).toEqual(new Set(['5,2,0,Infinity', 'Infinity,2,0,2']));
  const responders = patients.filter(([event]) => event === NEVER).length;
  expect(Math.abs(responders - 200)).toBeLessThan(4 * 10);
});

it('lets go of whoever has no more to tell', () => {
  const { nodes, patients } = timesOf({ endpoints: ['illness'], entries: ['dead'] });
  expect(kinds(patients)).toEqual(new Set(['2,Infinity']));
  // nobody is followed into illness: of the state well and the split at ill
  expect(nodes).toBe(2);
  expect(timesOf({ endpoints: ['OS'] }).nodes).toBeGreaterThan(nodes);
});

it('says what is entered, once or not at all, and refuses what is not there', () => {
  const asked = { endpoints: ['OS'], entries: ['ill', 'dead'] };
  expect(patientTimes(model, asked).times!.times.entries).toEqual([
    { state: 'ill', outcome: 1, entered: 'once' },
    { state: 'dead', outcome: 2, entered: 'once' },
  ]);
  expect(patientTimes(model, { endpoints: ['illness'], entries: ['dead'] }).times!.times.entries).toEqual([
    { state: 'dead', outcome: 1, entered: 'never' },
  ]);
  expect(() => patientTimes(model, { endpoints: ['DSF'] })).toThrow('endpoint "DSF" is not in the model');
  expect(() => patientTimes(model, { endpoints: ['OS'], entries: ['sick'] })).toThrow(
    'state "sick" is not in the model',
  );
});
