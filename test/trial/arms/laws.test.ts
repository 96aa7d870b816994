/** Arms of plain laws have the times that their hazards say. */
import { describe, expect, it } from 'vitest';
import { survivalAt } from '../../../src/formulas/piecewise-hazard.ts';
import { createEngine } from '../../../src/kernel/engine.ts';
import { machineOf } from '../../../src/kernel/primitives/index.ts';
import { streamKeys } from '../../../src/run/keys.ts';
import { columnsOf } from '../../../src/trial/arms/index.ts';
import type { TrialArm } from '../../../src/trial/design.ts';
import { hazard, law, lawByStratum } from '../designs.ts';

const PATIENTS = 20_000;

/** Columns of outcomes of each arm, all by one seed. */
function drawn(arms: readonly TrialArm[]) {
  return columnsOf(arms).map(({ graph, ...columns }) => {
    const engine = createEngine(graph, machineOf('typescript'));
    const keys = streamKeys('laws', graph.streams);
    return { ...columns, outcomes: engine.run(keys, 0, PATIENTS).outcomes! };
  });
}

const hazards = {
  constant: 0.1,
  'in steps': [
    [0, 0.2],
    [3, 0.02],
    [10, 0.4],
  ],
  'delayed, after a time without any': [
    [0, 0],
    [5, 0.3],
  ],
  'that ends: some are cured': [
    [0, 0.1],
    [6, 0],
  ],
  'of hardly any time': [
    [0, 0],
    [4, 1000],
  ],
  'that is 0': 0,
} as const;

describe.each(Object.entries(hazards))('a hazard %s', (_, steps) => {
  it('gives its survival at any time, for the event and for being lost', () => {
    const [{ outcomes, event, dropout }] = drawn([law('arm', steps, steps)]) as [ReturnType<typeof drawn>[0]];
    const columns = [event[0]!, ...(dropout[0] === undefined ? [] : [dropout[0]])];
    expect(columns).toHaveLength(steps === 0 ? 1 : 2);
    for (const column of columns)
      for (const t of [0.5, 2, 3, 4.001, 6, 9, 15, 60]) {
        const expected = survivalAt(hazard(steps), t);
        const found = outcomes[column]!.filter((time) => time > t).length / PATIENTS;
        const error = Math.max(Math.sqrt((expected * (1 - expected)) / PATIENTS), 1 / PATIENTS);
        expect(Math.abs(found - expected), `${t}`).toBeLessThan(4 * error);
      }
  });
});

describe('arms of laws', () => {
  it('have a law for each stratum, and a draw of which it is', () => {
    const [arm] = drawn([lawByStratum('arm', [0.1, 1, 0], 0.2)]);
    expect(arm!.stratum).toBeDefined();
    expect(new Set([arm!.entry, arm!.stratum, ...arm!.event, ...arm!.dropout]).size).toBe(8);
    expect(arm!.outcomes[arm!.event[2]!]!.every((time) => time === Infinity)).toBe(true);
    expect(drawn([law('arm', 0.1)])[0]!.stratum).toBeUndefined();
  });

  it('share tables and no more: each is what it is alone', () => {
    const arms = [
      law('control', 0.1, 0.01),
      law('treatment', [
        [0, 0.1],
        [6, 0.05],
      ]),
      law('third', 0.2),
    ];
    const together = drawn(arms);
    for (const [a, arm] of arms.entries()) {
      const [alone] = drawn([arm]);
      const { event, entry, outcomes } = together[a]!;
      expect(outcomes[event[0]!]).toEqual(alone!.outcomes[alone!.event[0]!]);
      expect(outcomes[entry]).toEqual(alone!.outcomes[alone!.entry]);
    }
  });

  it('are the same arm where they are the same object, as under the null', () => {
    const arm = law('control', 0.1);
    const [one, other] = drawn([arm, arm]);
    expect(other!.outcomes).toEqual(one!.outcomes);
  });
});
