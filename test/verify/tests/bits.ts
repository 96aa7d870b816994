import { chiSquareTails } from '../p-values.ts';
import type { StatisticalTest } from './statistical-test.ts';

/**
 * Each of the 32 bits is set in half of the draws.
 *
 * Statistic: the sum over the bits of z^2, where z = (2 set - n) / sqrt(n); null: chi-square with 32 degrees of
 * freedom. Source: the frequency test of Rukhin et al. (2010), NIST SP 800-22, bit by bit.
 */
export const bits: StatisticalTest = {
  name: 'bits',
  begin(draws) {
    // one count for each value of each byte, from which those of the bits follow
    const values = new Uint32Array(4 * 256);
    return {
      take(block) {
        for (let i = 0; i < block.length; i++) {
          const draw = block[i]!;
          values[draw & 255]!++;
          values[256 + ((draw >>> 8) & 255)]!++;
          values[512 + ((draw >>> 16) & 255)]!++;
          values[768 + (draw >>> 24)]!++;
        }
      },
      outcomes() {
        let statistic = 0;
        for (let bit = 0; bit < 32; bit++) {
          const byte = values.subarray((bit >> 3) * 256, ((bit >> 3) + 1) * 256);
          const set = byte.reduce(
            (sum, count, value) => sum + (((value >> (bit & 7)) & 1) === 1 ? count : 0),
            0,
          );
          statistic += (2 * set - draws) ** 2 / draws;
        }
        return [
          {
            test: 'bits',
            equation: 'sum (2 o - n)^2 / n ~ chi2(32)',
            draws,
            statistic,
            tails: chiSquareTails(statistic, 32),
          },
        ];
      },
    };
  },
};
