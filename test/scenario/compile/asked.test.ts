import { describe, expect, it } from 'vitest';
import { lifeTablesOf } from '../../../src/estimates/life-tables.ts';
import { countsByName, fingerprint } from '../../../src/fingerprint.ts';
import type { Plan } from '../../../src/plan.ts';
import { type Asked, askedOf } from '../../../src/scenario/compile/asked.ts';
import { compile } from '../../../src/scenario/compile/index.ts';
import type { Tally } from '../../../src/tally.ts';
import { type Pair, patients, strategiesOf, tallyOf, textOf } from '../../engine/simulated.ts';

const PATIENTS = 3000;

function counted(plan: Plan): { plan: Plan; tally: Tally } {
  return { plan, tally: tallyOf(plan, 'asked', patients(PATIENTS), { engine: 'wasm' }) };
}

/** Events by cause and row, censored and size of an endpoint among all or a subgroup. */
function tableOf({ plan, tally }: ReturnType<typeof counted>, name: string, group?: string) {
  const k = plan.readout.subgroups.findIndex((one) => one.name === group);
  const cells = plan.readout.cells.flatMap(({ member }, cell) =>
    group === undefined || member[k] ? [cell] : [],
  );
  const endpoint = plan.readout.endpoints.find((one) => one.name === name)!;
  const { events, censored, size } = lifeTablesOf(plan, tally, endpoint, [cells])[0]!;
  return JSON.stringify([events.map((column) => [...column]), [...censored], size]);
}

const rectal = strategiesOf(textOf('stage-iv-rectal.yaml'), 'stage-iv-rectal', 'watch-and-wait');
const small = ['reversible', 'immortal-time', 'illness-death'].flatMap((name) =>
  strategiesOf(textOf(`${name}.yaml`), name),
);
const light = (model: Pair['model'], asked: Asked) =>
  compile(model, { shares: false, states: false, followUp: false, ...asked }).plan!;

describe('what is asked of a plan', () => {
  it.each([...small, ...rectal].map((pair) => [pair.name, pair] as const))(
    '%s counts the same of an endpoint, whatever else is asked',
    (_, { model, plan }) => {
      const whole = counted(plan);
      for (const { name } of model.endpoints) {
        const alone = counted(light(model, { endpoints: [name], subgroups: [] }));
        expect(tableOf(alone, name), name).toBe(tableOf(whole, name));
        expect(alone.plan.graph.nodes.length).toBeLessThanOrEqual(plan.graph.nodes.length);
        for (const { name: group } of model.subgroups.slice(0, 2)) {
          const inGroup = counted(light(model, { endpoints: [name], subgroups: [group] }));
          expect(tableOf(inGroup, name, group), `${name} ${group}`).toBe(tableOf(whole, name, group));
        }
      }
    },
  );

  it.each([...small, ...rectal].map((pair) => [pair.name, pair] as const))(
    '%s has the same shares without its subgroups apart, and the same states without anything else',
    (_, { model, plan }) => {
      const whole = new Map(countsByName(counted(plan).tally).map(([name, counts]) => [name.join(), counts]));
      const shares = counted(compile(model, { endpoints: [], subgroups: [], states: false }).plan!);
      const states = counted(compile(model, { endpoints: [], subgroups: [], shares: false }).plan!);
      const find = (from: ReturnType<typeof counted>, kinds: string[]) =>
        countsByName(from.tally).filter(([[kind]]) => kinds.includes(kind!));
      const found = [...find(shares, ['proportion']), ...find(states, ['state', 'way'])];
      expect(found.length).toBeGreaterThan(3);
      for (const [name, counts] of found)
        expect([name.join(), ...Array.from(counts)]).toEqual([
          name.join(),
          ...Array.from(whole.get(name.join())!),
        ]);
    },
  );

  it('OS and PFS of a strategy of the study take few nodes, and count nothing else', () => {
    const [pair] = rectal;
    const { graph, readout } = light(pair!.model, { endpoints: ['OS', 'PFS'], subgroups: [] });
    expect(graph.nodes.length).toBeLessThan(pair!.plan.graph.nodes.length / 7);
    expect(graph.counters).toBe(1);
    expect([readout.states, readout.ways, readout.proportions]).toEqual([[], [], []]);
  });

  it('is everything unless something is said', () => {
    const [pair] = small;
    expect(fingerprint([counted(compile(pair!.model).plan!).tally])).toBe(
      fingerprint([counted(pair!.plan).tally]),
    );
  });

  it('must be there', () => {
    const [pair] = small;
    expect(() => askedOf(pair!.model, { endpoints: ['OSS'] })).toThrow(
      'endpoint "OSS" is not in the model; did you mean "OS"?',
    );
    expect(() => askedOf(pair!.model, { subgroups: ['young'] })).toThrow(
      'subgroup "young" is not in the model; it has ',
    );
  });
});
