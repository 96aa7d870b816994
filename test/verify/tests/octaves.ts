import { chiSquareTails, pearson } from '../p-values.ts';
import type { StatisticalTest } from './statistical-test.ts';

/** Expected in the last cell of a side, at least. */
const EXPECTED = 8;

/**
 * The ends of (0, 1) have the right share of draws: u in [2^-j-1, 2^-j) with probability 2^-j-1, and 1 - u likewise, as
 * far out as draws can be expected. These are the octaves of the quantile tables; the outermost give the longest and
 * the shortest survival times of a run.
 *
 * Statistic: sum (o - e)^2 / e over the octaves of both sides, the far ones taken together; null: chi-square, one
 * degree of freedom less than cells. Source: Pearson (1900).
 */
export const octaves: StatisticalTest = {
  name: 'octaves',
  begin(draws) {
    const last = Math.min(32, Math.floor(Math.log2(draws / EXPECTED)));
    // leading zeros of the draw or of its complement: 1 to 32 on either side
    const zeros = new Uint32Array(2 * 33);
    return {
      take(block) {
        for (let i = 0; i < block.length; i++) {
          const draw = block[i]! | 0;
          const side = draw >> 31;
          zeros[Math.clz32(draw ^ side) + (side & 33)]!++;
        }
      },
      outcomes() {
        const cells = [0, 33].flatMap((side) => {
          const counts = [...zeros.subarray(side + 1, side + 33)];
          return [
            ...counts.slice(0, last - 1),
            counts.slice(last - 1).reduce((sum, count) => sum + count, 0),
          ];
        });
        const statistic = pearson(cells, (cell) => 2 ** -Math.min((cell % last) + 2, last));
        const degrees = 2 * last - 1;
        return [
          {
            test: 'octaves',
            equation: `sum (o - e)^2 / e ~ chi2(${degrees})`,
            draws,
            statistic,
            tails: chiSquareTails(statistic, degrees),
          },
        ];
      },
    };
  },
};
