import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { fingerprint } from '../../../src/fingerprint.ts';
import type { Plan } from '../../../src/plan.ts';
import { compile } from '../../../src/scenario/compile/index.ts';
import type { mergeTracks } from '../../../src/scenario/compile/merge-tracks.ts';
import { sumTracks, type Tally } from '../../../src/tally.ts';
import { patients, strategiesOf, tallyOf, textOf } from '../../engine/simulated.ts';
import { anyScenario } from '../../properties/scenarios.ts';

// compiled without merging, so that both can be looked at
const path = '../../../src/scenario/compile/merge-tracks.ts';
vi.mock('../../../src/scenario/compile/merge-tracks.ts', () => ({ mergeTracks: (plan: Plan) => plan }));
const { mergeTracks: merge } = await vi.importActual<{ mergeTracks: typeof mergeTracks }>(path);

const PATIENTS = 2000;
const SEED = 'merged';

/** Every sum of tracks that a figure is read from, row by row. */
function readSums({ readout }: Plan, tally: Tally): Record<string, Float64Array> {
  const lists: [string, number[]][] = [
    ...readout.endpoints.flatMap(({ name, cells }) =>
      cells.flatMap(({ events, censored, observed }, cell): [string, number[]][] => [
        ...events.map((tracks, cause): [string, number[]] => [`${name} ${cell} cause ${cause}`, tracks]),
        [`${name} ${cell} censored`, censored],
        ...(observed?.events ?? []).map((track): [string, number[]] => [`${name} ${cell} observed`, [track]]),
        [`${name} ${cell} observed censored`, observed?.censored ?? []],
      ]),
    ),
    ...readout.states.flatMap(({ name, entries, exits }): [string, number[]][] => [
      [`into ${name}`, entries],
      [`out of ${name}`, exits],
    ]),
  ];
  return Object.fromEntries(lists.map(([name, tracks]) => [name, sumTracks(tally, tracks)]));
}

function expectSame(plan: Plan): Plan {
  const merged = merge(plan);
  const apart = tallyOf(plan, SEED, patients(PATIENTS), { engine: 'wasm' });
  const together = tallyOf(merged, SEED, patients(PATIENTS), { engine: 'wasm' });
  expect(readSums(merged, together)).toEqual(readSums(plan, apart));
  expect(together.counters).toEqual(apart.counters);
  expect(fingerprint([together])).toBe(fingerprint([apart]));
  expect(merged.graph.tracks).toBeLessThanOrEqual(plan.graph.tracks);
  for (const node of merged.graph.nodes) {
    if (node.kind !== 'state') continue;
    const tracks = node.arms.map(({ track }) => track);
    expect(new Set(tracks).size, `arms of ${node.name}`).toBe(tracks.length);
    for (const track of tracks) expect(track).toBeLessThan(merged.graph.tracks);
  }
  return merged;
}

const files = ['illness-death', 'reversible', 'background-mortality', 'laws', 'immortal-time'];
const house = files.flatMap((name) => strategiesOf(textOf(`${name}.yaml`), name));
const total = { before: 0, after: 0 };

describe.each(house.map(({ name, plan }) => [name, plan] as const))(
  '%s with its tracks merged',
  (_, plan) => {
    it('has every sum that it had, and arms of a node apart', () => {
      const merged = expectSame(plan);
      total.before += plan.graph.tracks;
      total.after += merged.graph.tracks;
    });

    it('cannot be merged any further', () => {
      const once = merge(plan);
      expect(merge(once)).toEqual(once);
    });

    it('has nothing changed but its tracks', () => {
      const { graph, readout } = merge(plan);
      const { nodes, root, tracks, ...rest } = graph;
      expect(plan.graph).toMatchObject(rest);
      expect(nodes).toHaveLength(plan.graph.nodes.length);
      expect(readout.cells).toEqual(plan.readout.cells);
      expect(readout.proportions).toEqual(plan.readout.proportions);
    });
  },
);

it('fewer tracks are left', () => {
  expect(total.after).toBeLessThan(total.before);
});

it('two arms of one state that are read for the same keep tracks of their own', () => {
  const [pair] = strategiesOf(`
scenario: Two ways to die
time: { unit: month, origin: entry, horizon: 12 }
start: alive
states:
  alive:
    transitions:
      - { to: dead, law: exponential, rate: { value: 0.1, assumption: for this test } }
      - { to: dead, law: exponential, rate: { value: 0.2, assumption: for this test }, name: another }
  dead: {}
endpoints: { OS: { event: dead } }
`);
  expectSame(pair!.plan);
});

describe('any scenario with its tracks merged', () => {
  let [tried, merged] = [0, 0];
  it('has every sum that it had', () => {
    fc.assert(
      fc.property(anyScenario, (plain) => {
        let pairs: ReturnType<typeof strategiesOf>;
        try {
          pairs = strategiesOf(stringify(plain));
        } catch {
          return;
        }
        for (const { model } of pairs) {
          const plan = compile(model).plan!;
          tried++;
          merged += expectSame(plan).graph.tracks < plan.graph.tracks ? 1 : 0;
        }
      }),
      { seed: 7, numRuns: 40, endOnFailure: true },
    );
  });

  afterAll(() => {
    expect(tried).toBeGreaterThan(15);
    expect(merged).toBeGreaterThan(5);
  });
});
