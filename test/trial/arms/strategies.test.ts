/** Arms of a scenario are its patients: the same lives, whatever else is drawn or left out. */
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/kernel/engine.ts';
import type { Graph } from '../../../src/kernel/graph.ts';
import { machineOf } from '../../../src/kernel/primitives/index.ts';
import { streamKeys } from '../../../src/run/keys.ts';
import { checkScenario } from '../../../src/scenario/check.ts';
import { compile } from '../../../src/scenario/compile/index.ts';
import { patientTimes } from '../../../src/scenario/compile/patient-times.ts';
import type { Model } from '../../../src/scenario/model.ts';
import { resolve } from '../../../src/scenario/resolve/index.ts';
import { sumCounters, sumTracks } from '../../../src/tally.ts';
import { columnsOf } from '../../../src/trial/arms/index.ts';
import { evenly } from '../../../src/trial/arms/law.ts';
import type { StrategyArm } from '../../../src/trial/design.ts';
import { patients, shipped, tallyOf, textOf } from '../../engine/simulated.ts';

const SEED = 'arms';
const PATIENTS = 3000;

const timesOf = (graph: Graph): Float64Array[] =>
  createEngine(graph, machineOf('typescript')).run(streamKeys(SEED, graph.streams), 0, PATIENTS).outcomes!;

interface Changes {
  randomisedAt?: string[];
  subgroup?: string;
  dropout?: StrategyArm['dropout'];
}

const armOf = (
  model: Model,
  endpoint: string,
  { randomisedAt: entries, subgroup: member, dropout }: Changes = {},
): StrategyArm => ({
  kind: 'strategy',
  title: model.strategy,
  patients: patientTimes(model, { endpoints: [endpoint], entries, member }).times!,
  dropout,
});

/** Columns of the patients, by what they are. */
function drawn(arm: StrategyArm) {
  const { graph, event, entry, dropout, randomised, member } = columnsOf([arm])[0]!;
  const outcomes = timesOf(graph);
  const column = (index: number | undefined) => (index === undefined ? undefined : [...outcomes[index]!]);
  return {
    event: column(event[0])!,
    entry: column(entry)!,
    lost: column(dropout[0]),
    randomised: randomised?.map((index) => column(index)!),
    member: column(member),
  };
}

/** The event times of all that a run counts. */
const countedTimes = (model: Model, endpoint: string): number[] => [
  ...timesOf(compile(model, { times: { endpoints: [endpoint] } }).plan!.graph)[0]!,
];

const every = shipped().map(({ name, plan, model }) => [name, plan, model] as const);
const dropout = { starts: [0, 1], rates: [0.01, 0.05] };

describe.each(every)('%s', (_, plan, model) => {
  const endpoints = model.endpoints.filter(({ censor }) => censor.length === 0);

  it('has the events of the scenario, patient by patient', () => {
    for (const { name } of endpoints) {
      const expected = countedTimes(model, name);
      expect(drawn(armOf(model, name)).event).toEqual(expected);
      expect(drawn(armOf(model, name, { dropout })).event).toEqual(expected);
    }
  });

  it('has as many members of each subgroup as are counted, with their events', () => {
    const [endpoint] = endpoints;
    if (!endpoint) return;
    const tally = tallyOf(plan, SEED, patients(PATIENTS));
    const { event: expected } = drawn(armOf(model, endpoint.name));
    for (const [s, { name }] of plan.readout.subgroups.entries()) {
      const { member, event } = drawn(armOf(model, endpoint.name, { subgroup: name }));
      const counters = plan.readout.cells.flatMap((cell) => (cell.member[s] ? [cell.counter] : []));
      expect(member!.filter((time) => time < Infinity)).toHaveLength(sumCounters(tally, counters));
      expect(event).toEqual(expected);
    }
  });

  it('randomises whoever enters a state, then', () => {
    const [endpoint] = endpoints;
    if (!endpoint) return;
    const tally = tallyOf(plan, SEED, patients(PATIENTS));
    const { rows, perUnit } = plan.graph.grid;
    const once = plan.readout.states.filter(
      ({ name, absorbing }) =>
        !absorbing &&
        !plan.graph.nodes.some(
          (node) => node.kind === 'state' && node.name === name && node.visits !== undefined,
        ),
    );
    for (const { name, entries, atZero } of once.slice(0, 8)) {
      if (!plan.graph.nodes.some((node) => node.kind === 'state' && node.name === name)) continue;
      // the event ends an arm's patient, so that only entries before it are asked for
      const { randomised, event } = drawn(armOf(model, endpoint.name, { randomisedAt: [name] }));
      const times = randomised![0]!.filter((time) => time < Infinity);
      const counted = sumTracks(tally, entries).subarray(0, rows);
      const all = counted.reduce((sum, count) => sum + count, sumCounters(tally, atZero));
      expect(times.length).toBeLessThanOrEqual(all);
      for (const [i, time] of randomised![0]!.entries())
        if (time < Infinity) expect(time).toBeLessThanOrEqual(event[i]!);
      const isBeforeEvents = endpoint.name === 'OS' || endpoint.name === 'survival';
      if (!isBeforeEvents) continue;
      // every entry into a state of the living is before death
      const byRow = new Array<number>(rows).fill(0);
      for (const time of times) byRow[Math.ceil(time * perUnit)]! += 1;
      byRow[0]! -= sumCounters(tally, atZero);
      expect(byRow).toEqual([...counted]);
    }
  });
});

describe('an arm', () => {
  const { model } = shipped().find(({ name }) => name.startsWith('illness-death'))!;

  it('draws entry and drop-out apart from its patients, whom they do not change', () => {
    const plain = drawn(armOf(model, 'survival'));
    const { entry, lost, event } = drawn(armOf(model, 'survival', { dropout }));
    expect(entry).toEqual(plain.entry);
    expect(event).toEqual(plain.event);
    expect(plain.lost).toBeUndefined();
    expect(Math.min(...entry)).toBeGreaterThan(0);
    expect(Math.max(...entry)).toBeLessThan(1);
    // lost by 1: 1 - exp(-0.01)
    const share = lost!.filter((time) => time <= 1).length / PATIENTS;
    expect(Math.abs(share - (1 - Math.exp(-0.01)))).toBeLessThan(4 * Math.sqrt(0.01 / PATIENTS));
  });

  it('without a hazard of drop-out loses nobody', () => {
    expect(drawn(armOf(model, 'survival', { dropout: { starts: [0], rates: [0] } })).lost).toBeUndefined();
  });

  it('has the first of several states, however they follow each other', () => {
    const randomisedAt = ['ill', 'healthy'];
    const { randomised } = drawn(armOf(model, 'survival', { randomisedAt }));
    expect(randomised![1]).toEqual(Array(PATIENTS).fill(0));
    expect(Math.max(...randomised![0]!.filter((time) => time < Infinity))).toBeGreaterThan(0);
  });
});

describe('the patients of an arm', () => {
  const { scenario, plans } = checkScenario(textOf('stage-iv-rectal.yaml'), {
    compileOnly: () => ['study-schedule', 'watch-and-wait'],
  });

  it.each(Object.entries(plans))('%s have the same lives as with all that is counted', (name, plan) => {
    const { model } = resolve(scenario!, name);
    for (const [endpoint, subgroup] of [
      ['PFS'],
      ['OS', 'completed'],
      ['OS', 'clinical-complete-response'],
    ] as const) {
      const arm = armOf(model, endpoint!, { subgroup });
      expect(arm.patients.graph([]).nodes.length).toBeLessThan(plan.graph.nodes.length / 2);
      const times = { endpoints: [endpoint!], member: subgroup };
      const all = compile(model, { times }).plan!;
      const outcomes = timesOf(all.graph);
      const found = drawn(arm);
      expect(found.event).toEqual([...outcomes[all.times!.endpoints[0]!.outcome]!]);
      if (subgroup === undefined) continue;
      const isMember = (one: Iterable<number>) => Array.from(one, (time) => time < Infinity);
      expect(isMember(found.member!)).toEqual(isMember(outcomes[all.times!.member!.outcome]!));
    }
  });
});

it('the same draws make the same graph, others another', () => {
  const { model } = shipped().find(({ name }) => name.startsWith('illness-death'))!;
  const { patients } = armOf(model, 'survival');
  const number = (key: string) => ({ stream: 'trial entry', key, law: evenly });
  expect(patients.graph([number('a')])).toBe(patients.graph([number('a')]));
  expect(patients.graph([number('a')])).not.toBe(patients.graph([]));
  expect(patients.graph([number('a')]).outcomes).toHaveLength(2);
});
