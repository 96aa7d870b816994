import { checkWeights } from './stages.ts';

/**
 * The inverse normal combination of stages: sum of sqrt(w) z over sqrt(sum of w).
 *
 * Weights are fixed before the trial, in proportion to the information planned for each stage. Whatever a look changes in
 * the stages after it, under no effect the combination has the distribution of the group-sequential statistic at the planned
 * fractions, so that boundaries stand. Of log-rank increments it is the statistic of Cui, Hung & Wang.
 *
 * @param z of each stage alone, independent of those before; positive favours treatment
 * @param weights planned information of each stage, on any scale
 * @throws RangeError if a weight is missing or not above 0
 *
 * @example
 * ```ts
 * import { inverseNormal } from 'sojourn';
 *
 * console.log(inverseNormal([1.2, 2.1], [0.5, 0.5]));
 * // 2.333452...
 * ```
 *
 * Source: Lehmacher & Wassmer (1999), Biometrics 55, 1286-1290; Cui, Hung & Wang (1999), Biometrics 55, 853-857. Checked in
 * test/known/combination.R.
 */
export function inverseNormal(z: readonly number[], weights: readonly number[]): number {
  checkWeights(z.length, weights);
  let score = 0;
  let information = 0;
  for (let k = 0; k < z.length; k++) {
    score += Math.sqrt(weights[k]!) * z[k]!;
    information += weights[k]!;
  }
  return score / Math.sqrt(information);
}
