import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../../src/scenario/check.ts';
import { patients, strategiesOf, tallyOf } from '../../engine/simulated.ts';

const v = (value: number) => ({ value, assumption: 'for this test' });
const exponential = (to: string, more: object = {}) => ({ to, law: 'exponential', rate: v(1), ...more });
const from = <T>(n: number, entry: (i: number) => [string, T]) =>
  Object.fromEntries(Array.from({ length: n }, (_, i) => entry(i)));

/** A scenario as JSON, which is YAML too. */
const scenario = (parts: object, time: object = {}) =>
  JSON.stringify({
    scenario: 'Large',
    time: { unit: 'month', origin: 'start', horizon: 10, 'rows-per-unit': 1, ...time },
    endpoints: { OS: { event: 'dead' } },
    ...parts,
  });

/** The name of the state after the i-th of n, in a row that ends in death. */
const following = (i: number, n: number) => (i + 1 < n ? `s${i + 1}` : 'dead');
const alive = { start: 'alive', states: { alive: { transitions: [exponential('dead')] }, dead: {} } };

describe('however many in a row, the stack holds for', () => {
  it.each([
    [
      'states',
      800,
      (n: number) => ({
        start: 's0',
        states: { ...from(n, (i) => [`s${i}`, { transitions: [exponential(following(i, n))] }]), dead: {} },
      }),
      800,
    ],
    [
      'decisions with one way',
      1000,
      (n: number) => ({
        start: 's0',
        states: {
          ...from(n, (i) => [`s${i}`, { decide: [{ to: following(i, n), chance: v(1) }] }]),
          dead: {},
        },
      }),
      undefined,
    ],
    [
      'decisions with two',
      1000,
      (n: number) => ({
        start: 's0',
        states: {
          ...from(n, (i) => [
            `s${i}`,
            {
              decide: [
                { to: following(i, n), chance: v(0.5) },
                { to: 'dead', chance: 'rest' },
              ],
            },
          ]),
          dead: {},
        },
      }),
      1000,
    ],
    [
      'characteristics',
      1500,
      (n: number) => ({ ...alive, characteristics: from(n, (i) => [`c${i}`, { chance: v(0.5) }]) }),
      undefined,
    ],
    [
      'marks',
      1500,
      (n: number) => ({ ...alive, marks: from(n, (i) => [`m${i}`, { on: 'alive', chance: v(0.5) }]) }),
      undefined,
    ],
  ] as const)('%s', (_, n, parts, nodes) => {
    const [pair] = strategiesOf(scenario(parts(n)));
    if (nodes !== undefined) expect(pair!.plan.graph.nodes).toHaveLength(nodes);
    const { counters } = tallyOf(pair!.plan, 'large', patients(3));
    expect(Math.max(...counters)).toBe(3);
  });
});

describe('what is too large is told with its place', () => {
  it('where characteristics keep too much apart', () => {
    const ratios = from(14, (i) => [`c${i}`, { ratio: 1.1, assumption: 'for this test' }]);
    const { errors, plans } = checkScenario(
      scenario({
        start: 'alive',
        characteristics: from(14, (i) => [`c${i}`, { chance: v(0.5) }]),
        states: {
          alive: { transitions: [exponential('ill', { 'hazard-ratio': ratios })] },
          ill: { transitions: [exponential('dead', { 'hazard-ratio': ratios })] },
          dead: {},
        },
      }),
    );
    expect(plans).toEqual({});
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ path: ['characteristics', 'c0'], line: 1 });
    expect(errors[0]!.message).toMatch(
      /by c0, c1, c2, c3, c4, c5, ... \(14 in all, 16,384 combinations of their levels\)/,
    );
  });

  it('where counts take more memory than an engine has', () => {
    const states = {
      ...from(800, (i) => [`s${i}`, { transitions: [exponential(following(i, 800))] }]),
      dead: {},
    };
    const { errors } = checkScenario(
      scenario({ start: 's0', states }, { horizon: 7000, 'rows-per-unit': 128 }),
    );
    expect(errors).toHaveLength(1);
    expect(errors[0]!.path).toEqual(['time', 'rows-per-unit']);
    expect(errors[0]!.message).toMatch(/the model takes \d\.\d GB .*, must be at most 1.0 GB/);
  });
});
