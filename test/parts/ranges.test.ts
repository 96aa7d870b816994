import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cover, gapsIn, joined, overlapsOf, type Range, shareOf } from '../../src/parts/ranges.ts';

const numbersOf = (ranges: readonly Range[]) =>
  ranges.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i));
const range = fc.record({ first: fc.nat(60), count: fc.integer({ min: 1, max: 30 }) });

describe('ranges of work', () => {
  it('are covered by what is kept, each number once, and the rest is missing', () => {
    fc.assert(
      fc.property(range, fc.array(range), (wanted, kept) => {
        const { taken, missing } = cover([wanted], kept);
        const all = numbersOf([...taken, ...missing]);
        expect(all.sort((a, b) => a - b)).toEqual(numbersOf([wanted]));
        for (const one of taken) expect(kept).toContain(one);
        // nothing that fits into the gaps was left
        for (const one of kept)
          expect(
            missing.some((gap) => one.first >= gap.first && one.first + one.count <= gap.first + gap.count),
          ).toBe(false);
      }),
    );
  });

  it('take the larger of two that overlap, and leave what reaches beyond what is wanted', () => {
    const kept = [
      { first: 0, count: 10 },
      { first: 0, count: 40 },
      { first: 90, count: 20 },
    ];
    expect(cover([{ first: 0, count: 100 }], kept)).toEqual({
      taken: [{ first: 0, count: 40 }],
      missing: [{ first: 40, count: 60 }],
    });
  });

  it('cross from one wanted range into the next only where they need not be whole', () => {
    const wanted = [
      { first: 0, count: 10 },
      { first: 10, count: 10 },
    ];
    const across = [{ first: 5, count: 10 }];
    expect(cover(wanted, across).taken).toEqual(across);
    expect(cover(wanted, across, true)).toEqual({ taken: [], missing: wanted });
  });

  it('have gaps and overlaps', () => {
    fc.assert(
      fc.property(range, fc.array(range), (wanted, done) => {
        const held = numbersOf(done);
        expect(numbersOf(gapsIn(wanted, done))).toEqual(numbersOf([wanted]).filter((n) => !held.includes(n)));
        const twice = new Set(held.filter((n, i) => held.indexOf(n) !== i));
        expect(numbersOf(overlapsOf(done))).toEqual([...twice].sort((a, b) => a - b));
        expect(numbersOf(joined(done))).toEqual([...new Set(held)].sort((a, b) => a - b));
      }),
    );
  });

  it('fall into shares that cover them, equal but for one', () => {
    fc.assert(
      fc.property(
        fc.record({ first: fc.nat(9), count: fc.nat(99) }),
        fc.integer({ min: 1, max: 120 }),
        (all, of) => {
          const shares = Array.from({ length: of }, (_, i) => shareOf(all, { index: i + 1, of }));
          expect(numbersOf(shares)).toEqual(numbersOf([all]));
          const counts = shares.map(({ count }) => count);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        },
      ),
    );
    // 2^32 patients times a share's number are beyond 2^53
    expect(shareOf({ first: 0, count: 2 ** 32 }, { index: 999_999, of: 1_000_000 })).toEqual({
      first: 4294958706,
      count: 4295,
    });
  });
});
