import { chiSquareTails, pearson } from '../p-values.ts';
import type { Outcome, StatisticalTest } from './statistical-test.ts';

/** Least expected number of the longest gaps that are counted separately. */
const EXPECTED = 8;
const MISS = 15 / 16;

/**
 * How long it takes from one draw below 1/16 to the next, and from one above 15/16 to the next: geometric.
 *
 * Statistic: sum (o - e)^2 / e over the lengths, long ones taken together; null: chi-square, as many degrees of
 * freedom as there are lengths told apart. The gap that is open at the end is left out, which moves no expectation by
 * more than one. Source: the gap test, Knuth (1997), section 3.3.2.
 */
export const gaps: StatisticalTest = {
  name: 'gaps',
  begin(draws) {
    const longest = Math.floor(Math.log((16 * EXPECTED) / (draws / 16)) / Math.log(MISS));
    const ends = [0, 15].map((part) => ({
      part,
      open: 0,
      lengths: new Uint32Array(longest + 1),
    }));
    return {
      take(block) {
        for (const end of ends) {
          const { part, lengths } = end;
          let { open } = end;
          for (let i = 0; i < block.length; i++) {
            if (block[i]! >>> 28 !== part) open++;
            else {
              lengths[open < longest ? open : longest]!++;
              open = 0;
            }
          }
          end.open = open;
        }
      },
      outcomes: () =>
        ends.map(({ part, lengths }): Outcome => {
          const statistic = pearson(lengths, (length) => MISS ** length * (length < longest ? 1 - MISS : 1));
          return {
            test: part === 0 ? 'gaps, low end' : 'gaps, high end',
            equation: `sum (o - e)^2 / e ~ chi2(${longest})`,
            draws,
            statistic,
            tails: chiSquareTails(statistic, longest),
          };
        }),
    };
  },
};
