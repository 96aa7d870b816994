import { expm1, log1p } from '../../../src/math/elementary.ts';
import { kolmogorovDistance, kolmogorovTails } from '../p-values.ts';
import type { StatisticalTest } from './statistical-test.ts';

/** Draws of which the smallest and the largest are taken. */
const OF = 1024;

/**
 * The smallest and the largest of 1,024 draws in a row: both ends of (0, 1), where survival times are the longest and
 * the shortest.
 *
 * Statistic: D = sup |F_n(v) - v| with v = 1 - (1 - min u)^1024, or (max u)^1024 turned about likewise; null:
 * Kolmogorov's. Source: Kolmogorov (1933); the minimum's distribution is elementary; as a test, the maximum-of-t of
 * Knuth (1997), section 3.3.2.
 */
export const extremes: StatisticalTest = {
  name: 'extremes',
  begin(draws) {
    const samples = draws / OF;
    const smallest = new Float64Array(samples);
    const largest = new Float64Array(samples);
    let at = 0;
    // the probability that the smallest draw is at most one at distance u from the end
    const chance = (draw: number) => -expm1(OF * log1p(-(draw + 0.5) / 2 ** 32));
    return {
      take(block) {
        for (let from = 0; from < block.length; from += OF, at++) {
          let low = 2 ** 32 - 1;
          let high = 0;
          for (let i = from; i < from + OF; i++) {
            const draw = block[i]!;
            if (draw < low) low = draw;
            if (draw > high) high = draw;
          }
          smallest[at] = chance(low);
          largest[at] = chance(2 ** 32 - 1 - high);
        }
      },
      outcomes: () =>
        [smallest, largest].map((values, i) => {
          const distance = kolmogorovDistance(values.sort());
          return {
            test: i === 0 ? 'extremes, smallest' : 'extremes, largest',
            equation: `sup |F(v) - v| ~ Kolmogorov, v of ${OF}`,
            draws,
            statistic: distance,
            tails: kolmogorovTails(distance, samples),
          };
        }),
    };
  },
};
