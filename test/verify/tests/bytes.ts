import { chiSquareTails, pearson } from '../p-values.ts';
import type { StatisticalTest } from './statistical-test.ts';

/**
 * The highest and the lowest byte of a draw take all their 256 values equally often.
 *
 * Statistic: sum (o - e)^2 / e over the values; null: chi-square with 255 degrees of freedom. Source: Pearson (1900).
 */
export const bytes: StatisticalTest = {
  name: 'bytes',
  begin(draws) {
    const high = new Uint32Array(256);
    const low = new Uint32Array(256);
    return {
      take(block) {
        for (let i = 0; i < block.length; i++) {
          const draw = block[i]!;
          high[draw >>> 24]!++;
          low[draw & 255]!++;
        }
      },
      outcomes: () =>
        [high, low].map((counts, i) => {
          const statistic = pearson(counts, () => 1 / 256);
          return {
            test: i === 0 ? 'bytes, highest' : 'bytes, lowest',
            equation: 'sum (o - e)^2 / e ~ chi2(255)',
            draws,
            statistic,
            tails: chiSquareTails(statistic, 255),
          };
        }),
    };
  },
};
