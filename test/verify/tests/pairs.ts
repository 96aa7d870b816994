import { chiSquareTails, pearson } from '../p-values.ts';
import type { StatisticalTest } from './statistical-test.ts';

/** Least expected count of a cell for which a chi-square sum follows its distribution well. */
const EXPECTED = 16;

/**
 * Neighbouring draws are independent: the highest bits of one and of the next form a square of cells; so do the lowest
 * bits. Pairs do not overlap; every second block starts one draw later, so that each draw is paired with both
 * neighbours.
 *
 * Statistic: sum (o - e)^2 / e over the cells; null: chi-square, one degree of freedom less than cells. Source: the
 * serial test, Knuth (1997), The Art of Computer Programming 2, section 3.3.2.
 */
export const pairs: StatisticalTest = {
  name: 'pairs',
  begin(draws) {
    const width = Math.min(8, Math.floor(Math.log2(draws / 2 / EXPECTED) / 2));
    const mask = 2 ** width - 1;
    const shift = 32 - width;
    const cells = 4 ** width;
    const high = new Uint32Array(cells);
    const low = new Uint32Array(cells);
    let used = 0;
    let phase = 0;
    return {
      take(block) {
        for (let i = phase; i + 1 < block.length; i += 2) {
          const one = block[i]!;
          const next = block[i + 1]!;
          high[((one >>> shift) << width) | (next >>> shift)]!++;
          low[((one & mask) << width) | (next & mask)]!++;
        }
        used += block.length - 2 * phase;
        phase = 1 - phase;
      },
      outcomes: () =>
        [high, low].map((counts, i) => {
          const statistic = pearson(counts, () => 1 / cells);
          return {
            test: i === 0 ? 'pairs, high bits' : 'pairs, low bits',
            equation: `sum (o - e)^2 / e ~ chi2(${cells - 1})`,
            draws: used,
            statistic,
            tails: chiSquareTails(statistic, cells - 1),
          };
        }),
    };
  },
};
