import { poissonTails } from '../p-values.ts';
import { sortWords } from '../words.ts';
import type { StatisticalTest } from './statistical-test.ts';

/** Birthdays in a year of 2^32 days. */
const BIRTHDAYS = 4096;

/** Equal spacings to be expected in a year: pairs of equal ones, less what three equal ones count too often. */
const MEAN = (BIRTHDAYS ** 2 * (BIRTHDAYS - 1)) / 4 / 2 ** 32 - BIRTHDAYS ** 5 / 18 / 2 ** 64;

/**
 * The spacings between the birthdays of a year, and how many of them are equal. Finds lattices, which have few
 * different spacings.
 *
 * Statistic: spacings less different spacings, over all years; null: Poisson with mean m^2 (m - 1) / (4 d) a year of
 * d days with m birthdays. Source: Marsaglia & Tsang (2002), Some difficult-to-pass tests of randomness; mean by
 * exchangeable spacings, P(equal) = m / (2 d).
 */
export const birthdaySpacings: StatisticalTest = {
  name: 'birthday-spacings',
  begin(draws) {
    const days = new Uint32Array(BIRTHDAYS);
    const scratch = new Uint32Array(BIRTHDAYS);
    let equal = 0;
    return {
      take(block) {
        for (let from = 0; from < block.length; from += BIRTHDAYS) {
          days.set(block.subarray(from, from + BIRTHDAYS));
          sortWords(days, scratch);
          for (let i = BIRTHDAYS - 1; i > 0; i--) days[i]! -= days[i - 1]!;
          sortWords(days, scratch);
          for (let i = 1; i < BIRTHDAYS; i++) if (days[i] === days[i - 1]) equal++;
        }
      },
      outcomes() {
        const mean = (draws / BIRTHDAYS) * MEAN;
        return [
          {
            test: 'birthday-spacings',
            equation: `equal spacings ~ Poisson(${mean.toFixed(1)})`,
            draws,
            statistic: equal,
            tails: poissonTails(equal, mean),
          },
        ];
      },
    };
  },
};
