import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../../src/plan.ts';
import { CHUNK, MOST_PATIENTS } from '../../../src/run/chunks.ts';
import { batchesOf, FEWEST, piecesOf } from '../../../src/study/compare/batches.ts';

/** From a few to as many as there are numbers for, each size as likely as its double. */
const patients = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: -2, max: 2 }))
  .map(([share, more]) => {
    const n = Math.round(FEWEST * (MOST_PATIENTS / FEWEST) ** share) + more;
    return Math.min(MOST_PATIENTS, Math.max(FEWEST, n));
  });

function expectCovered(chunks: readonly Chunk[], first: number, count: number): void {
  let next = first;
  for (const chunk of chunks) {
    expect(chunk.first).toBe(next);
    expect(chunk.count).toBeGreaterThan(0);
    next += chunk.count;
  }
  expect(next).toBe(first + count);
}

describe('batches', () => {
  it('hold every patient once, in order', () => {
    fc.assert(fc.property(patients, (n) => expectCovered(batchesOf(n), 0, n)));
  });

  it('are as large as each other, or larger by one', () => {
    fc.assert(
      fc.property(patients, (n) => {
        const sizes = batchesOf(n).map(({ count }) => count);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('are 16 to 64 of a hundred patients or more, and more only where each would have more than 2^20', () => {
    fc.assert(
      fc.property(patients, (n) => {
        const sizes = batchesOf(n).map(({ count }) => count);
        expect(sizes.length).toBeGreaterThanOrEqual(16);
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(100);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(2 ** 20);
        if (n <= 2 ** 26) expect(sizes.length).toBeLessThanOrEqual(64);
      }),
    );
  });

  it.each([
    [1600, 16],
    [16_999, 16],
    [17_000, 17],
    [63_999, 63],
    [64_000, 64],
    [1e6, 64],
    [2 ** 26, 64],
    [2 ** 26 + 1, 65],
    [1e9, 954],
    [2 ** 32, 4096],
  ])('of %i patients are %i', (n, count) => {
    expect(batchesOf(n)).toHaveLength(count);
  });

  it('cannot be made of fewer patients than 1,600, nor of what is no number', () => {
    expect(FEWEST).toBe(1600);
    for (const n of [1599, 0, -1, Number.NaN]) {
      expect(() => batchesOf(n)).toThrow(`${n} patients are too few to compare, must be at least 1600`);
    }
  });
});

describe('pieces of a batch', () => {
  it('hold its patients in order, none more than a chunk', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.integer({ min: 1, max: 2 ** 20 }),
        (first, count) => {
          const pieces = piecesOf({ first, count });
          expectCovered(pieces, first, count);
          for (const piece of pieces) expect(piece.count).toBeLessThanOrEqual(CHUNK);
          expect(pieces).toHaveLength(Math.ceil(count / CHUNK));
        },
      ),
    );
  });
});
