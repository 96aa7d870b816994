import { chiSquareTails, pearson } from '../p-values.ts';
import type { StatisticalTest } from './statistical-test.ts';

/** Expected in a cell, at least. */
const EXPECTED = 16;

/**
 * Three draws in a row, not overlapping, are a point anywhere in the unit cube.
 *
 * Statistic: sum (o - e)^2 / e over small cubes; null: chi-square, one degree of freedom less than cubes. Source: the
 * serial test in three dimensions, Knuth (1997), section 3.3.2; what it is for, Marsaglia (1968), Random numbers fall
 * mainly in the planes.
 */
export const triples: StatisticalTest = {
  name: 'triples',
  begin(draws) {
    const width = Math.min(6, Math.floor(Math.log2(draws / 3 / EXPECTED) / 3));
    const shift = 32 - width;
    const cells = 8 ** width;
    const counts = new Uint32Array(cells);
    let used = 0;
    return {
      take(block) {
        const end = block.length - (block.length % 3);
        for (let i = 0; i < end; i += 3) {
          const plane = ((block[i]! >>> shift) << width) | (block[i + 1]! >>> shift);
          counts[(plane << width) | (block[i + 2]! >>> shift)]!++;
        }
        used += end;
      },
      outcomes() {
        const statistic = pearson(counts, () => 1 / cells);
        return [
          {
            test: 'triples',
            equation: `sum (o - e)^2 / e ~ chi2(${cells - 1})`,
            draws: used,
            statistic,
            tails: chiSquareTails(statistic, cells - 1),
          },
        ];
      },
    };
  },
};
