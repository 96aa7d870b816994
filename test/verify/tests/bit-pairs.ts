import { chiSquareTails, largestNormalTails } from '../p-values.ts';
import { bitsSet, transpose } from '../words.ts';
import type { StatisticalTest } from './statistical-test.ts';

/** Pairs of draws looked at together: as many as there are bits in a word. */
const PAIRS = 32;

/**
 * No bit of a draw predicts any bit of the next draw: for each of the 32 by 32 bits, how often the two differ. Pairs as
 * in `pairs`.
 *
 * Statistics: z = (2 differing - n) / sqrt(n) for each pair of bits; the sum of z^2, null: chi-square with 1,024
 * degrees of freedom, for the z are uncorrelated; and the largest |z|, null: 1 - (1 - 2 Q(z))^1024 with Q the upper
 * tail of the normal. The sum finds what is spread, the largest what is in one pair. Source: the cross-correlation
 * tests of L'Ecuyer & Simard (2007), TestU01, for all pairs of bits.
 */
export const bitPairs: StatisticalTest = {
  name: 'bit-pairs',
  begin() {
    const differing = new Float64Array(32 * 32);
    const ones = new Int32Array(PAIRS);
    const nexts = new Int32Array(PAIRS);
    let n = 0;
    let phase = 0;
    return {
      take(block) {
        for (let i = phase; i + 2 * PAIRS <= block.length; i += 2 * PAIRS) {
          for (let pair = 0; pair < PAIRS; pair++) {
            ones[pair] = block[i + 2 * pair]!;
            nexts[pair] = block[i + 2 * pair + 1]!;
          }
          addDiffering(ones, nexts, differing);
          n += PAIRS;
        }
        phase = 1 - phase;
      },
      outcomes() {
        const { sum, largest } = deviations(differing, n);
        return [
          {
            test: 'bit-pairs, sum',
            equation: 'sum (2 o - n)^2 / n ~ chi2(1024)',
            draws: 2 * n,
            statistic: sum,
            tails: chiSquareTails(sum, 1024),
          },
          {
            test: 'bit-pairs, largest',
            equation: 'max |2 o - n| / sqrt n of 1024 normals',
            draws: 2 * n,
            statistic: largest,
            tails: largestNormalTails(largest, 1024),
          },
        ];
      },
    };
  },
};

/**
 * Counts, for each bit of some words and each bit of their neighbours, how often they differ; transposes both in place.
 */
function addDiffering(ones: Int32Array, nexts: Int32Array, differing: Float64Array): void {
  transpose(ones);
  transpose(nexts);
  for (let a = 0, at = 0; a < 32; a++) {
    const bitsOfOne = ones[a]!;
    for (let b = 0; b < 32; b++, at++) differing[at]! += bitsSet(bitsOfOne ^ nexts[b]!);
  }
}

/** The sum of z^2 and the largest |z| of counts that are binomial with n trials and a half. */
export function deviations(counts: Float64Array, n: number): { sum: number; largest: number } {
  let sum = 0;
  let largest = 0;
  for (const count of counts) {
    const z = (2 * count - n) / Math.sqrt(n);
    sum += z * z;
    largest = Math.max(largest, Math.abs(z));
  }
  return { sum, largest };
}
