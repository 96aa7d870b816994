import { poissonTails } from '../p-values.ts';
import { sortWords } from '../words.ts';
import type { StatisticalTest } from './statistical-test.ts';

/** Draws that are kept and sorted, at most. */
const MOST = 2 ** 24;

/**
 * The number of pairs of equal draws. A permutation of the 32-bit numbers never gives one twice and so has none; a
 * stream that is a copy of another one has too many.
 *
 * Statistic: pairs of equal draws; null: Poisson with mean n (n - 1) / 2^33. Mean and variance are exact, since any
 * two pairs are independent. Source: the birthday problem; as a test, the collisions of Knuth (1997), section 3.3.2.
 */
export const collisions: StatisticalTest = {
  name: 'collisions',
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
        let equal = 0;
        // the k-th of equal draws makes k - 1 pairs with those before it
        for (let i = 1, before = 0; i < n; i++) {
          before = kept[i] === kept[i - 1] ? before + 1 : 0;
          equal += before;
        }
        const mean = (n * (n - 1)) / 2 ** 33;
        return [
          {
            test: 'collisions',
            equation: `pairs of equal draws ~ Poisson(${mean.toFixed(1)})`,
            draws: n,
            statistic: equal,
            tails: poissonTails(equal, mean),
          },
        ];
      },
    };
  },
};
