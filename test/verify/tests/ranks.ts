import { chiSquareTails, pearson } from '../p-values.ts';
import type { Outcome, StatisticalTest } from './statistical-test.ts';

/** Expected matrices of the lowest ranks, taken together, at least. */
const EXPECTED = 5;

/**
 * Matrices of 32 by 32 bits over the field of two elements have the ranks of random ones: with the draws as rows, and
 * with the lowest bits of 1,024 draws row by row. Finds what is linear in bits.
 *
 * Statistic: sum (o - e)^2 / e over the ranks 32, 31, 30 and the lower ones together; null: chi-square with 3 degrees
 * of freedom (2 for small samples). Source: Marsaglia & Tsay (1985), Matrices and the structure of random number
 * sequences.
 */
export const ranks: StatisticalTest = {
  name: 'ranks',
  begin(draws) {
    const ofDraws = new Uint32Array(33);
    const ofLowest = new Uint32Array(33);
    const rows = new Int32Array(32);
    return {
      take(block) {
        for (let i = 0; i < block.length; i += 32) {
          for (let row = 0; row < 32; row++) rows[row] = block[i + row]!;
          ofDraws[rankOf(rows)]!++;
        }
        for (let i = 0; i < block.length; ) {
          for (let row = 0; row < 32; row++) {
            let word = 0;
            for (let bit = 0; bit < 32; bit++) word = (word << 1) | (block[i++]! & 1);
            rows[row] = word;
          }
          ofLowest[rankOf(rows)]!++;
        }
      },
      outcomes: () => [
        outcomeOf('ranks', ofDraws, draws / 32, draws),
        outcomeOf('ranks, lowest bits', ofLowest, draws / 1024, draws),
      ],
    };
  },
};

function outcomeOf(test: string, counts: Uint32Array, matrices: number, draws: number): Outcome {
  const shares = Array.from({ length: 33 }, (_, rank) => shareOfRank(rank));
  let lowest = 29;
  const upTo = (rank: number, column: ArrayLike<number>) =>
    Array.from({ length: rank + 1 }, (_, i) => column[i]!).reduce((sum, value) => sum + value, 0);
  while (upTo(lowest, shares) * matrices < EXPECTED) lowest++;
  const cells = [upTo(lowest, counts), ...counts.subarray(lowest + 1)];
  const cellShares = [upTo(lowest, shares), ...shares.slice(lowest + 1)];
  const statistic = pearson(cells, (cell) => cellShares[cell]!);
  const degrees = cells.length - 1;
  return {
    test,
    equation: `sum (o - e)^2 / e ~ chi2(${degrees})`,
    draws,
    statistic,
    tails: chiSquareTails(statistic, degrees),
  };
}

/** 2^(r (64 - r) - 1024) times the product over i < r of (1 - 2^(i - 32))^2 / (1 - 2^(i - r)). */
export function shareOfRank(rank: number): number {
  let share = 2 ** (rank * (64 - rank) - 1024);
  for (let i = 0; i < rank; i++) share *= (1 - 2 ** (i - 32)) ** 2 / (1 - 2 ** (i - rank));
  return share;
}

/** Rows to subtract from others, by the position of their highest bit. */
const basis = new Int32Array(32);

/** The rank, by Gaussian elimination. */
export function rankOf(rows: Int32Array): number {
  basis.fill(0);
  let rank = 0;
  for (let i = 0; i < 32; i++) {
    for (let row = rows[i]!; row !== 0; ) {
      const place = Math.clz32(row);
      const other = basis[place]!;
      if (other === 0) {
        basis[place] = row;
        rank++;
        break;
      }
      row ^= other;
    }
  }
  return rank;
}
