/** Arms of a scenario are its patients: the same lives, whatever else is drawn or left out. */
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/kernel/engine.ts';
import { machineOf } from '../../../src/kernel/primitives/index.ts';
import { censors, withOutcomes } from '../../../src/outcomes.ts';
import type { Plan } from '../../../src/plan.ts';
import { streamKeys } from '../../../src/run/keys.ts';
import { checkScenario } from '../../../src/scenario/check.ts';
import { sumCounters, sumTracks } from '../../../src/tally.ts';
import { columnsOf } from '../../../src/trial/arms/index.ts';
import { trialPlan } from '../../../src/trial/arms/plan.ts';
import type { StrategyArm } from '../../../src/trial/design.ts';
import { patients, shipped, tallyOf, textOf } from '../../engine/simulated.ts';

const SEED = 'arms';
const PATIENTS = 3000;

const timesOf = (plan: Plan): Float64Array[] =>
  createEngine(plan.graph, machineOf('typescript')).run(streamKeys(SEED, plan.graph.streams), 0, PATIENTS)
    .outcomes!;

const armOf = (plan: Plan, endpoint: string, changes: Partial<StrategyArm> = {}): StrategyArm => ({
  ...{ kind: 'strategy', title: plan.strategy, strategy: plan.strategy, plan, endpoint },
  ...changes,
});

/** Columns of the patients, by what they are. */
function drawn(arm: StrategyArm) {
  const { plan, event, entry, dropout, randomised, member } = columnsOf([arm])[0]!;
  const outcomes = timesOf(plan);
  const column = (index: number | undefined) => (index === undefined ? undefined : [...outcomes[index]!]);
  return {
    event: column(event[0])!,
    entry: column(entry)!,
    lost: column(dropout[0]),
    randomised: randomised?.map((index) => column(index)!),
    member: column(member),
  };
}

const every = shipped().map(({ name, plan }) => [name, plan] as const);
const dropout = { starts: [0, 1], rates: [0.01, 0.05] };

describe.each(every)('%s', (_, plan) => {
  const endpoints = plan.readout.endpoints.filter((endpoint) => !censors(endpoint));

  it('has the events of the scenario, patient by patient', () => {
    for (const { name } of endpoints) {
      const expected = [...timesOf(withOutcomes(plan, [name]))[0]!];
      expect(drawn(armOf(plan, name)).event).toEqual(expected);
      expect(drawn(armOf(plan, name, { dropout })).event).toEqual(expected);
    }
  });

  it('has as many members of each subgroup as are counted, with their events', () => {
    const [endpoint] = endpoints;
    if (!endpoint) return;
    const tally = tallyOf(plan, SEED, patients(PATIENTS));
    const { event: expected } = drawn(armOf(plan, endpoint.name));
    for (const [s, { name }] of plan.readout.subgroups.entries()) {
      const { member, event } = drawn(armOf(plan, endpoint.name, { subgroup: name }));
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
      const { randomised, event } = drawn(armOf(plan, endpoint.name, { randomisedAt: [name] }));
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
  const plan = shipped().find(({ name }) => name.startsWith('illness-death'))!.plan;

  it('draws entry and drop-out apart from its patients, whom they do not change', () => {
    const plain = drawn(armOf(plan, 'survival'));
    const { entry, lost, event } = drawn(armOf(plan, 'survival', { dropout }));
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
    expect(drawn(armOf(plan, 'survival', { dropout: { starts: [0], rates: [0] } })).lost).toBeUndefined();
  });

  it('has the first of several states, however they follow each other', () => {
    const randomisedAt = ['ill', 'healthy'];
    const { randomised } = drawn(armOf(plan, 'survival', { randomisedAt }));
    expect(randomised![1]).toEqual(Array(PATIENTS).fill(0));
    expect(Math.max(...randomised![0]!.filter((time) => time < Infinity))).toBeGreaterThan(0);
  });
});

describe('the plan of an arm alone', () => {
  const { scenario, plans } = checkScenario(textOf('stage-iv-rectal.yaml'), {
    compileOnly: () => ['study-schedule', 'watch-and-wait'],
  });

  it.each(Object.entries(plans))(
    '%s has the same lives as with all that the scenario tells',
    (name, plan) => {
      for (const [endpoint, subgroup] of [
        ['PFS'],
        ['OS', 'completed'],
        ['OS', 'clinical-complete-response'],
      ] as const) {
        const lean = trialPlan(scenario!, name, endpoint!, subgroup);
        expect(lean.graph.nodes.length).toBeLessThan(plan.graph.nodes.length);
        const found = drawn(armOf(lean, endpoint!, { subgroup }));
        const expected = drawn(armOf(plan, endpoint!, { subgroup }));
        expect(found.event).toEqual(expected.event);
        const isMember = (one: typeof found) => one.member?.map((time) => time < Infinity);
        expect(isMember(found)).toEqual(isMember(expected));
      }
    },
  );
});
