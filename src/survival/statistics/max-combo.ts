import { normalOutside } from '../../math/multivariate-normal.ts';
import { normalSurvival } from '../../math/normal.ts';
import type { GroupedIndividuals } from '../grouped.ts';
import { type RiskTable, type RiskTables, riskTables } from '../risk-table.ts';
import { checkWeight, type FlemingHarrington, flemingHarrington } from './fleming-harrington.ts';

/** Weights for effects that are constant, late, in the middle, and early. */
export const MAX_COMBO_WEIGHTS: readonly FlemingHarrington[] = [
  { rho: 0, gamma: 0 },
  { rho: 0, gamma: 1 },
  { rho: 1, gamma: 1 },
  { rho: 1, gamma: 0 },
];

export interface MaxComboOptions {
  /** up to 4 weights S^rho (1 - S)^gamma; default MAX_COMBO_WEIGHTS */
  weights?: readonly FlemingHarrington[];
  /** 'less': fewer events in the second group than expected; default 'two-sided' */
  alternative?: 'two-sided' | 'less' | 'greater';
}

export interface MaxCombo {
  /** labels in increasing order; z's are of the second group */
  groups: (string | number)[];
  /** the z of each weighted log-rank test, and its own two-sided p */
  parts: (FlemingHarrington & { z: number; p: number })[];
  /** correlation of the z's */
  correlation: number[][];
  /** the most extreme z in the direction of the alternative */
  statistic: number;
  /** probability that the most extreme of such z's is at least as extreme */
  p: number;
  alternative: 'two-sided' | 'less' | 'greater';
}

/**
 * The MaxCombo test of two groups: the most extreme of several Fleming-Harrington log-rank tests, with a p value
 * adjusted for the number of tests.
 *
 * The weights 1, S and 1 - S are linearly dependent, so the default four z's have rank three; the normal probability
 * allows for that.
 *
 * @returns statistic and p are NaN if one of the weighted tests has no variance
 * @throws RangeError naming the patient who cannot be used, if there are not exactly two groups, or not 1 to 4
 *   weights
 *
 * @example
 * ```ts
 * import { maxCombo } from 'sojourn';
 *
 * const data = { times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1], groups: [1, 1, 1, 2, 2, 2] };
 * const { statistic, p } = maxCombo(data);
 * console.log(statistic, p);
 * // 1.444444... 0.257619...
 * ```
 *
 * Source: Lee (2007), Comput. Statist. Data Anal. 51; Karrison (2016), Stata J. 16. Checked in
 * test/known/comparisons.R.
 */
export function maxCombo(data: GroupedIndividuals, options: MaxComboOptions = {}): MaxCombo {
  return maxComboOf(riskTables(data), options);
}

/**
 * The MaxCombo test for risk tables already counted. See `maxCombo`.
 *
 * @example
 * ```ts
 * import { maxComboOf, riskTables } from 'sojourn';
 *
 * const tables = riskTables({
 *   times: [5, 8, 12, 3, 4, 9],
 *   statuses: [1, 0, 1, 1, 1, 1],
 *   groups: [1, 1, 1, 2, 2, 2],
 * });
 * console.log(
 *   maxComboOf(tables, {
 *     weights: [
 *       { rho: 0, gamma: 0 },
 *       { rho: 0, gamma: 1 },
 *     ],
 *   }).p,
 * );
 * // 0.237244...
 * ```
 */
export function maxComboOf(
  { groups, strata }: RiskTables,
  { weights = MAX_COMBO_WEIGHTS, alternative = 'two-sided' }: MaxComboOptions = {},
): MaxCombo {
  if (groups.length !== 2) throw new RangeError(`there are ${groups.length} groups, must be 2`);
  if (!(weights.length >= 1 && weights.length <= 4))
    throw new RangeError(`there are ${weights.length} weights, must be 1 to 4`);
  for (const weight of weights) checkWeight(weight);

  const excess = weights.map(() => 0);
  const covariance = weights.map(() => weights.map(() => 0));
  for (const table of strata) addScores(table, weights, excess, covariance);
  const error = covariance.map((row, i) => Math.sqrt(row[i]!));
  const z = excess.map((value, i) => value / error[i]!);
  const correlation = covariance.map((row, i) =>
    row.map((value, j) => (i === j ? 1 : value / (error[i]! * error[j]!))),
  );
  return {
    groups,
    parts: weights.map(({ rho, gamma }, i) => ({
      rho,
      gamma,
      z: z[i]!,
      p: 2 * normalSurvival(Math.abs(z[i]!)),
    })),
    correlation,
    ...furthest(z, correlation, alternative),
    alternative,
  };
}

function furthest(z: number[], correlation: number[][], alternative: MaxCombo['alternative']) {
  if (!z.every(Number.isFinite)) return { statistic: NaN, p: NaN };
  const sign = alternative === 'less' ? -1 : 1;
  const distance = (value: number) => (alternative === 'two-sided' ? Math.abs(value) : sign * value);
  const statistic = z.reduce((best, value) => (distance(value) > distance(best) ? value : best));
  const extreme = distance(statistic);
  const upper = z.map(() => extreme);
  const lower = z.map(() => (alternative === 'two-sided' ? -extreme : -Infinity));
  return { statistic, p: Math.min(1, normalOutside(lower, upper, correlation)) };
}

/** Adds a stratum's weighted observed - expected events in the second group, and their covariance. */
function addScores(
  table: RiskTable,
  weights: readonly FlemingHarrington[],
  excess: number[],
  covariance: number[][],
): void {
  const { times, atRisk, events } = table;
  const columns = weights.map((weight) => flemingHarrington(table, weight));
  for (let r = 0; r < times.length; r++) {
    const comparedAtRisk = atRisk[1]![r]!;
    const n = atRisk[0]![r]! + comparedAtRisk;
    const d = events[0]![0]![r]! + events[0]![1]![r]!;
    const more = events[0]![1]![r]! - (d * comparedAtRisk) / n;
    const variance = n > 1 ? (d * comparedAtRisk * (n - comparedAtRisk) * (n - d)) / (n * n * (n - 1)) : 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = columns[i]![r]!;
      excess[i]! += weight * more;
      for (let j = 0; j < weights.length; j++) covariance[i]![j]! += weight * columns[j]![r]! * variance;
    }
  }
}
