import { chiSquareTails, largestNormalTails, pearson } from './p-values.ts';
import { BLOCK, type Keys, type Source } from './source.ts';
import { deviations } from './tests/bit-pairs.ts';
import type { Outcome } from './tests/statistical-test.ts';
import { classOf, weightShares } from './tests/weights.ts';
import { bitsSet, transpose } from './words.ts';

/**
 * The inputs of a draw, with the number of their bits that matter: flipping any of these must change half of the draw's
 * bits. Visits matter up to 2^24: a patient with more visits is in a model that never ends. From 2^25 on, a bit of the
 * visit has the same effect in triple32 as a bit of the second key, see `knownLimits`.
 */
export const words = { patient: 32, visit: 24, 'first key': 32, 'second key': 32 } as const;
export type Word = keyof typeof words;

/**
 * How a draw changes with one bit of a word: for each input bit, how often each of 32 output bits changes.
 *
 * Statistics: z = (2 changed - n) / sqrt(n) by bit in and bit out; the sum of z^2, null: chi-square with as many
 * degrees of freedom, 1,024 for a word of 32 bits; the largest |z|, null: that of as many normals; and the numbers of
 * bits changed, null: binomial, by Pearson's sum over 11 classes. Source: Webster & Tavares (1986), On the design of S-boxes, the strict avalanche
 * criterion.
 *
 * @param keysOf keys for each of the blocks
 * @param blocks of BLOCK pairs of draws for each bit in
 */
export function avalanche(
  source: Source,
  word: Word,
  keysOf: (block: number) => Keys,
  blocks: number,
): Outcome[] {
  const bits = words[word];
  const changes = new Float64Array(bits * 32);
  const distances = new Float64Array(weightShares.length);
  const [before, after] = [new Uint32Array(BLOCK), new Uint32Array(BLOCK)];
  const changed = new Int32Array(32);
  for (let bit = 0; bit < bits; bit++) {
    const counts = changes.subarray(bit * 32, (bit + 1) * 32);
    for (let block = 0; block < blocks; block++) {
      drawBoth(source, word, bit, keysOf(block), before, after);
      for (let i = 0; i < BLOCK; i += 32) {
        for (let j = 0; j < 32; j++) {
          const change = before[i + j]! ^ after[i + j]!;
          changed[j] = change;
          distances[classOf(bitsSet(change))]!++;
        }
        transpose(changed);
        for (let out = 0; out < 32; out++) counts[out]! += bitsSet(changed[out]!);
      }
    }
  }
  const n = BLOCK * blocks;
  const { sum, largest } = deviations(changes, n);
  const weight = pearson(distances, (cell) => weightShares[cell]!);
  const of = { draws: 2 * bits * n };
  return [
    {
      ...of,
      test: 'changes, sum',
      equation: `sum (2 o - n)^2 / n ~ chi2(${changes.length})`,
      statistic: sum,
      tails: chiSquareTails(sum, changes.length),
    },
    {
      ...of,
      test: 'changes, largest',
      equation: `max |2 o - n| / sqrt n of ${changes.length} normals`,
      statistic: largest,
      tails: largestNormalTails(largest, changes.length),
    },
    {
      ...of,
      test: 'changes, bits at once',
      equation: `sum (o - e)^2 / e ~ chi2(${distances.length - 1})`,
      statistic: weight,
      tails: chiSquareTails(weight, distances.length - 1),
    },
  ];
}

const inOrder = Int32Array.from({ length: BLOCK }, (_, i) => i);

/** Draws before and after one bit of a word is flipped; no pair occurs twice. */
function drawBoth(
  source: Source,
  word: Word,
  bit: number,
  keys: Keys,
  before: Uint32Array,
  after: Uint32Array,
): void {
  const flip = 1 << bit;
  if (word === 'patient' || word === 'visit') {
    // consecutive numbers with a zero inserted at the bit, so that no number's partner is among them
    const off = inOrder.map((i) => ((i & -flip) << 1) | (i & (flip - 1)));
    const on = off.map((number) => number | flip);
    for (const [numbers, into] of [[off, before] as const, [on, after] as const]) {
      if (word === 'patient') source.draw(keys, 0, numbers, into);
      else source.drawVisit(keys, 0, numbers, into);
    }
  } else {
    const [k1, k2] = keys;
    source.draw(keys, 0, inOrder, before);
    source.draw(word === 'first key' ? [k1 ^ flip, k2] : [k1, k2 ^ flip], 0, inOrder, after);
  }
}
