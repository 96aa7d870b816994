import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../src/plan.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { simulate } from '../../src/run/simulate.ts';
import { fingerprint } from '../../src/tally.ts';
import { patients, shipped, tallyOf } from './simulated.ts';

const SEED = 'the same bits';
const PATIENTS = 30_000;

/** Patients 0 to n - 1 in chunks of one size. */
function chunks(n: number, size: number): Chunk[] {
  return Array.from({ length: Math.ceil(n / size) }, (_, i) => ({
    first: i * size,
    count: Math.min(size, n - i * size),
  }));
}

/** Every second one, then the others backwards. */
const outOfOrder = (all: Chunk[]): Chunk[] => [
  ...all.filter((_, i) => i % 2 === 0),
  ...all.filter((_, i) => i % 2 === 1).reverse(),
];

describe.each(shipped().map((pair) => [pair.name, pair.plan] as const))(
  '%s counts the same to the last bit',
  (_, plan) => {
    const print = (given: Chunk[], batch?: number) => fingerprint([tallyOf(plan, SEED, given, batch)]);
    const expected = print(patients(PATIENTS));

    it.each([97, 512, 4096, 65_536])('in batches of %i', (batch) => {
      expect(print(patients(PATIENTS), batch)).toBe(expected);
    });

    it.each([1000, 7919, 2 ** 18])('in chunks of %i, in any order', (size) => {
      expect(print(outOfOrder(chunks(PATIENTS, size)))).toBe(expected);
    });

    it('patient by patient: batches of 1 and of 7, chunks of 1', () => {
      const few = print(patients(300));
      expect(print(patients(300), 1)).toBe(few);
      expect(print(patients(300), 7)).toBe(few);
      expect(print(outOfOrder(chunks(300, 1)))).toBe(few);
    });

    it('through the executor, begun anew and gone on with', async () => {
      const executor = inlineExecutor();
      const tally = await simulate(plan, { seed: SEED, n: 10_000, executor });
      await simulate(plan, { seed: SEED, n: PATIENTS, executor }, tally);
      expect(fingerprint([tally])).toBe(expected);
      expect(tally.done).toEqual(patients(PATIENTS));
    });

    it('and another seed counts otherwise', () => {
      expect(fingerprint([tallyOf(plan, 'another', patients(PATIENTS))])).not.toBe(expected);
    });
  },
);

it('patients with numbers above 2^31 and up to 2^32 are patients like others', () => {
  const [{ plan }] = shipped() as [ReturnType<typeof shipped>[number]];
  for (const first of [2 ** 31 - 500, 2 ** 32 - 1000]) {
    const whole = tallyOf(plan, SEED, [{ first, count: 1000 }]);
    const parts = tallyOf(
      plan,
      SEED,
      [
        { first: first + 400, count: 600 },
        { first, count: 400 },
      ],
      64,
    );
    expect(fingerprint([parts])).toBe(fingerprint([whole]));
  }
});
