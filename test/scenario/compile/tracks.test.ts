import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Plan } from '../../../src/plan.ts';
import { strategiesOf, textOf } from '../../engine/simulated.ts';
import { anyScenario } from '../../properties/scenarios.ts';

/** By track, all that it is read for. */
function readFor({ graph, readout }: Plan): string[] {
  const lists: [string, number[]][] = [
    ...readout.endpoints.flatMap(({ name, cells }) =>
      cells.flatMap(({ events, censored, observed }, cell): [string, number[]][] => [
        ...events.map((tracks, cause): [string, number[]] => [`${name} ${cell} cause ${cause}`, tracks]),
        [`${name} ${cell} censored`, censored],
        [`${name} ${cell} observed`, observed?.events ?? []],
        [`${name} ${cell} observed censored`, observed?.censored ?? []],
      ]),
    ),
    ...readout.states.flatMap(({ name, entries, exits }): [string, number[]][] => [
      [`into ${name}`, entries],
      [`out of ${name}`, exits],
    ]),
    ...readout.ways.map(({ from, to, tracks }): [string, number[]] => [`${from} to ${to}`, tracks]),
  ];
  return Array.from({ length: graph.tracks }, (_, track) =>
    lists.flatMap(([name, tracks]) => (tracks.includes(track) ? [name] : [])).join('; '),
  );
}

/** Arms of a node have tracks of their own; of others no two are read for the same. */
function expectFew(plan: Plan): void {
  const needed = new Map<string, number>();
  const roles = readFor(plan);
  for (const node of plan.graph.nodes) {
    if (node.kind !== 'state') continue;
    const tracks = node.arms.map(({ track }) => track);
    expect(new Set(tracks).size, `arms of ${node.name}`).toBe(tracks.length);
    for (const role of new Set(tracks.map((track) => roles[track]!))) {
      const alike = tracks.filter((track) => roles[track] === role).length;
      needed.set(role, Math.max(needed.get(role) ?? 0, alike));
    }
  }
  for (const role of new Set(roles)) {
    const tracks = roles.filter((other) => other === role).length;
    expect(tracks, role).toBe(needed.get(role) ?? 1);
  }
}

const files = [
  'illness-death',
  'reversible',
  'background-mortality',
  'laws',
  'immortal-time',
  'stage-iv-rectal',
];

describe('tracks', () => {
  it.each(files)('%s has no track more than it needs', (name) => {
    for (const { plan } of strategiesOf(textOf(`${name}.yaml`), name)) expectFew(plan);
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
    expect(pair!.plan.graph.tracks).toBe(2);
    expectFew(pair!.plan);
  });
});

describe('tracks of any scenario', () => {
  let tried = 0;
  it('are no more than it needs', () => {
    fc.assert(
      fc.property(anyScenario, (plain) => {
        let pairs: ReturnType<typeof strategiesOf>;
        try {
          pairs = strategiesOf(stringify(plain));
        } catch {
          return;
        }
        for (const { plan } of pairs) {
          tried++;
          expectFew(plan);
        }
      }),
      { seed: 7, numRuns: 40, endOnFailure: true },
    );
  });

  afterAll(() => expect(tried).toBeGreaterThan(15));
});
