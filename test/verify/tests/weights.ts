import { chiSquareTails, pearson } from '../p-values.ts';
import { bitsSet } from '../words.ts';
import type { StatisticalTest } from './statistical-test.ts';

/** Classes of the number of set bits: up to 11, 12, ..., 20, from 21 on. */
const LOWEST = 11;
const CLASSES = 11;

/** Of 32 fair bits. */
export const weightShares = (() => {
  const shares = new Float64Array(CLASSES);
  let choose = 1;
  for (let set = 0; set <= 32; set++) {
    shares[classOf(set)]! += choose / 2 ** 32;
    choose = (choose * (32 - set)) / (set + 1);
  }
  return shares;
})();

export function classOf(set: number): number {
  return Math.min(Math.max(set - LOWEST, 0), CLASSES - 1);
}

/**
 * The number of set bits in a draw does not predict that of the next draw. Pairs as in `pairs`.
 *
 * Statistic: sum (o - e)^2 / e over the square of classes; null: chi-square with 120 degrees of freedom, the shares
 * being binomial. Source: after L'Ecuyer & Simard (1999), Beware of linear congruential generators with multipliers
 * of the form a = ±2^q ± 2^r, who made it for generators that pass on the number of set bits.
 */
export const weights: StatisticalTest = {
  name: 'weights',
  begin() {
    const counts = new Uint32Array(CLASSES * CLASSES);
    let used = 0;
    let phase = 0;
    return {
      take(block) {
        for (let i = phase; i + 1 < block.length; i += 2)
          counts[classOf(bitsSet(block[i]!)) * CLASSES + classOf(bitsSet(block[i + 1]!))]!++;
        used += block.length - 2 * phase;
        phase = 1 - phase;
      },
      outcomes() {
        const statistic = pearson(
          counts,
          (cell) => weightShares[Math.floor(cell / CLASSES)]! * weightShares[cell % CLASSES]!,
        );
        return [
          {
            test: 'weights',
            equation: 'sum (o - e)^2 / e ~ chi2(120)',
            draws: used,
            statistic,
            tails: chiSquareTails(statistic, CLASSES * CLASSES - 1),
          },
        ];
      },
    };
  },
};
