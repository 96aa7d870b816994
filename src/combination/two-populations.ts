import { normalOutside } from '../math/multivariate-normal.ts';
import { normalSurvival } from '../math/normal.ts';

/** Tests of "no effect in all patients, and none in the subgroup" from the z of both. */
export const populationTests = ['bonferroni', 'simes', 'spiessens-debois'] as const;
export type PopulationTest = (typeof populationTests)[number];

/**
 * The p value of the intersection of two hypotheses: no effect in all patients, and none in a subgroup of them.
 *
 * @param z in all patients and in the subgroup; positive favours treatment
 * @param share of the information that is of the subgroup: the square of the correlation of both; `spiessens-debois` alone uses it
 * @throws RangeError if the share is not in (0, 1]
 *
 * @example
 * ```ts
 * import { populationsP } from 'sojourn';
 *
 * console.log(populationsP('simes', [1.7, 2.4], 0.4), populationsP('spiessens-debois', [1.7, 2.4], 0.4));
 * // 0.016395... 0.014760...
 * ```
 *
 * Source: Simes (1986), Biometrika 73; Spiessens & Debois (2010), Contemporary Clinical Trials 31. As parts of an adaptive
 * closed test: Jenkins, Stone & Jennison (2011), Pharmaceutical Statistics 10.
 */
export function populationsP(
  test: PopulationTest,
  [all, subgroup]: readonly [number, number],
  share: number,
): number {
  const best = normalSurvival(Math.max(all, subgroup));
  if (test === 'bonferroni') return Math.min(1, 2 * best);
  if (test === 'simes') return Math.min(2 * best, normalSurvival(Math.min(all, subgroup)));
  if (!(share > 0 && share <= 1))
    throw new RangeError(`the share of the subgroup is ${share}, must be above 0 and at most 1`);
  return exceeds(Math.max(all, subgroup), Math.sqrt(share));
}

/** The chance that the larger of two standard normal variables is above z. */
function exceeds(z: number, correlation: number): number {
  if (correlation === 1) return normalSurvival(z);
  return normalOutside(
    [-Infinity, -Infinity],
    [z, z],
    [
      [1, correlation],
      [correlation, 1],
    ],
  );
}
