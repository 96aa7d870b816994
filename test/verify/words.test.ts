import { expect, it } from 'vitest';
import { hashed } from './broken.ts';
import { rankOf, shareOfRank } from './tests/ranks.ts';
import { weightShares } from './tests/weights.ts';
import { bitsSet, sortWords, transpose } from './words.ts';

const words = Int32Array.from({ length: 32 }, (_, i) => hashed(i + 1));

it('bits are counted', () => {
  for (const word of [0, 1, -1, 0x80000000, 0x55555555, ...words]) {
    const digits = (word >>> 0).toString(2).replaceAll('0', '');
    expect(bitsSet(word)).toBe(digits.length);
  }
});

it('transposing takes bit b of word i to bit i of word b', () => {
  const turned = words.slice();
  transpose(turned);
  for (let i = 0; i < 32; i++)
    for (let b = 0; b < 32; b++) expect((turned[b]! >>> i) & 1).toBe((words[i]! >>> b) & 1);
});

it('words are sorted as unsigned numbers', () => {
  const some = Uint32Array.from({ length: 5000 }, (_, i) => hashed(i % 4000));
  const sorted = some.slice().sort();
  sortWords(some, new Uint32Array(some.length));
  expect(some).toEqual(sorted);
});

it('ranks are those of matrices made to have them', () => {
  const unit = Int32Array.from({ length: 32 }, (_, i) => 1 << i);
  expect(rankOf(unit)).toBe(32);
  expect(rankOf(new Int32Array(32))).toBe(0);
  // 20 rows that may be anything, and sums of two of them
  const sums = words.map((word, i) => (i < 20 ? word : words[i - 20]! ^ words[i - 12]!));
  expect(rankOf(sums)).toBe(20);
});

it('shares of ranks and of weights add up to one', () => {
  const ranks = Array.from({ length: 33 }, (_, rank) => shareOfRank(rank));
  expect(ranks.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
  // the product of (1 - 2^-i) over i from 1 to 32
  expect(ranks[32]).toBeCloseTo(0.28878809515, 10);
  expect(weightShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
});
