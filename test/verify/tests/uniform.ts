import { kolmogorovDistance, kolmogorovTails } from '../p-values.ts';
import { sortWords } from '../words.ts';
import type { StatisticalTest } from './statistical-test.ts';

/** Draws that are kept and sorted, at most. */
const MOST = 2 ** 20;

/**
 * u = (X + 1/2) / 2^32, as the quantile tables read a draw X, is uniform on (0, 1).
 *
 * Statistic: D = sup |F_n(u) - u|; null: Kolmogorov's. Source: Kolmogorov (1933).
 */
export const uniform: StatisticalTest = {
  name: 'uniform',
  begin(draws) {
    const kept = new Uint32Array(Math.min(draws, MOST));
    let n = 0;
    return {
      take(block) {
        if (n === kept.length) return;
        kept.set(block, n);
        n += block.length;
      },
      outcomes() {
        sortWords(kept, new Uint32Array(n));
        const values = new Float64Array(n);
        for (let i = 0; i < n; i++) values[i] = (kept[i]! + 0.5) / 2 ** 32;
        const distance = kolmogorovDistance(values);
        return [
          {
            test: 'uniform',
            equation: 'sup |F(u) - u| ~ Kolmogorov',
            draws: n,
            statistic: distance,
            tails: kolmogorovTails(distance, n),
          },
        ];
      },
    };
  },
};
