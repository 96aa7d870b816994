import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/fingerprint.ts';
import { generators } from '../../src/kernel/generators.ts';
import { type EngineName, engines } from '../../src/kernel/primitives/index.ts';
import type { Chunk } from '../../src/plan.ts';
import { inlineExecutor } from '../../src/run/inline.ts';
import { simulate } from '../../src/run/simulate.ts';
import { patients, shipped, tallyOf } from './simulated.ts';

const SEED = 'the same bits';
const PATIENTS = 10_000;
/** A chunk of one patient costs as much as its counts, of which a large model has a million. */
const FEW = 30;

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
    const expected = fingerprint([tallyOf(plan, SEED, patients(PATIENTS))]);
    const few = fingerprint([tallyOf(plan, SEED, patients(FEW))]);

    describe.each(engines.map(({ name }) => name))('%s', (engine: EngineName) => {
      const print = (given: Chunk[], batch?: number) =>
        fingerprint([tallyOf(plan, SEED, given, { engine, batch })]);

      it.each([undefined, 97, 512, 4096, 65_536])('in batches of %s', (batch) => {
        expect(print(patients(PATIENTS), batch)).toBe(expected);
      });

      it.each([1000, 7919, 2 ** 18])('in chunks of %i, in any order', (size) => {
        expect(print(outOfOrder(chunks(PATIENTS, size)))).toBe(expected);
      });

      it('patient by patient: batches of 1 and of 7, chunks of 1', () => {
        expect(print(patients(FEW), 1)).toBe(few);
        expect(print(patients(FEW), 7)).toBe(few);
        expect(print(outOfOrder(chunks(FEW, 1)))).toBe(few);
      });

      it('through the executor, begun anew and gone on with', async () => {
        const executor = inlineExecutor();
        const tally = await simulate(plan, { seed: SEED, n: 4000, executor, engine });
        await simulate(plan, { seed: SEED, n: PATIENTS, executor, engine }, tally);
        expect(fingerprint([tally])).toBe(expected);
        expect(tally.done).toEqual(patients(PATIENTS));
      });
    });

    it('and another seed counts otherwise', () => {
      expect(fingerprint([tallyOf(plan, 'another', patients(PATIENTS))])).not.toBe(expected);
    });
  },
);

it('any seed, first patient, cohort, chunk and batch: every engine counts as the readable one', () => {
  const plans = shipped();
  fc.assert(
    fc.property(
      fc.constantFrom(...plans),
      fc.constantFrom(...generators.map(({ name }) => name)),
      fc.string(),
      fc.nat({ max: 2 ** 32 - 5001 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 1, max: 65_536 }),
      ({ plan }, generator, seed, first, n, size, batch) => {
        const whole = fingerprint([tallyOf(plan, seed, [{ first, count: n }], { generator })]);
        // chunks of a few patients are many: as many as take a moment
        const parts = chunks(n, Math.max(size, Math.ceil(n / 20)));
        const moved = parts.map((part) => ({ ...part, first: part.first + first }));
        for (const { name: engine } of engines) {
          const tally = tallyOf(plan, seed, moved, { engine, generator, batch: Math.max(batch, n >> 6) });
          expect(fingerprint([tally])).toBe(whole);
        }
      },
    ),
    { seed: 20_261_123, numRuns: 60 },
  );
});

it('a large chunk is as many small ones', () => {
  const n = 2 ** 18 + 1;
  for (const { plan } of shipped().slice(0, 2)) {
    const [large, ...others] = [n, 65_537].flatMap((size) =>
      engines.map(({ name: engine }) => fingerprint([tallyOf(plan, SEED, chunks(n, size), { engine })])),
    );
    for (const other of others) expect(other).toBe(large);
  }
});

it.each(engines.map(({ name }) => name))(
  '%s: patients with numbers above 2^31 and up to 2^32 are patients like others',
  (engine) => {
    const [{ plan }] = shipped() as [ReturnType<typeof shipped>[number]];
    for (const first of [2 ** 31 - 500, 2 ** 32 - 1000]) {
      const whole = tallyOf(plan, SEED, [{ first, count: 1000 }], { engine });
      const parts = [
        { first: first + 400, count: 600 },
        { first, count: 400 },
      ];
      const tally = tallyOf(plan, SEED, parts, { engine, batch: 64 });
      expect(fingerprint([tally])).toBe(fingerprint([whole]));
    }
  },
);
