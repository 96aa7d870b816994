import { chiSquareSurvival } from '../../math/chi-square.ts';
import { factorise, quadraticForm } from '../../math/symmetric.ts';
import type { GroupedIndividuals } from '../grouped.ts';
import { type RiskTable, type RiskTables, riskTables } from '../risk-table.ts';
import { checkWeight, type FlemingHarrington, flemingHarrington } from './fleming-harrington.ts';

export interface LogRank {
  /** labels in increasing order; the other columns have the same order */
  groups: (string | number)[];
  /** patients in each group */
  sizes: number[];
  /** weighted events in each group */
  observed: number[];
  /** weighted events expected in each group if all groups had the pooled hazard */
  expected: number[];
  /** covariance matrix of observed - expected; hypergeometric, which allows for ties */
  variance: number[][];
  chiSquare: number;
  /** number of groups minus one, counting groups that are at risk together with another group at an event */
  df: number;
  /** two-sided */
  p: number;
  /** with two groups, the standardised observed - expected events of the second, below 0 if it does better; else NaN */
  z: number;
}

/**
 * The log-rank test of k groups, optionally stratified, or the Fleming-Harrington test with weights S^rho (1 -
 * S)^gamma.
 *
 * With rho alone this is R's `survival::survdiff`; rho 1 is the Peto-Peto form of Wilcoxon's test.
 *
 * @param options rho and gamma >= 0, default 0
 * @returns chiSquare, p and z are NaN and df is 0 if nothing can be compared: no events, or none while two groups are
 *   at risk
 * @throws RangeError naming the patient who cannot be used, if there is only one group, or for a negative rho or
 *   gamma
 *
 * @example
 * ```ts
 * import { logRank } from 'sojourn';
 *
 * const data = { times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1], groups: [1, 1, 1, 2, 2, 2] };
 * const { chiSquare, p } = logRank(data);
 * console.log(chiSquare, p);
 * // 1.964959... 0.160983...
 * ```
 *
 * Source: Mantel (1966); Peto & Peto (1972); Harrington & Fleming (1982). Checked in test/known/comparisons.R.
 */
export function logRank(data: GroupedIndividuals, options: Partial<FlemingHarrington> = {}): LogRank {
  return logRankOf(riskTables(data), options);
}

/**
 * The log-rank test for risk tables already counted. See `logRank`.
 *
 * @example
 * ```ts
 * import { logRankOf, riskTables } from 'sojourn';
 *
 * const tables = riskTables({
 *   times: [5, 8, 12, 3, 4, 9],
 *   statuses: [1, 0, 1, 1, 1, 1],
 *   groups: [1, 1, 1, 2, 2, 2],
 * });
 * console.log(logRankOf(tables).p, logRankOf(tables, { gamma: 1 }).p);
 * // 0.160983... 0.374062...
 * ```
 */
export function logRankOf(
  tables: RiskTables,
  { rho = 0, gamma = 0 }: Partial<FlemingHarrington> = {},
): LogRank {
  checkWeight({ rho, gamma });
  const { groups, sizes, strata } = tables;
  const zeros = () => groups.map(() => 0);
  const sums = { observed: zeros(), expected: zeros(), variance: groups.map(zeros) };
  for (const table of strata) addScores(table, flemingHarrington(table, { rho, gamma }), sums);

  const { observed, expected, variance } = sums;
  const tested = groups.map((_, g) => g).filter((g) => expected[g]! > 0);
  const free = tested.slice(1); // the differences sum to 0, so one of them is redundant
  const excess = free.map((g) => observed[g]! - expected[g]!);
  const factor = factorise(free.map((g) => free.map((h) => variance[g]![h]!)));
  const df = factor.rank;
  const chiSquare = df > 0 ? quadraticForm(factor, excess) : NaN;
  const z = groups.length === 2 && df > 0 ? excess[0]! / Math.sqrt(variance[1]![1]!) : NaN;
  return { groups, sizes, ...sums, chiSquare, df, p: chiSquareSurvival(chiSquare, df), z };
}

/** Adds the observed and expected events of one stratum, and the covariance of the differences. */
function addScores(
  { times, atRisk, events }: RiskTable,
  weights: Float64Array,
  { observed, expected, variance }: Pick<LogRank, 'observed' | 'expected' | 'variance'>,
): void {
  const k = atRisk.length;
  for (let r = 0; r < times.length; r++) {
    const weight = weights[r]!;
    let n = 0;
    let d = 0;
    for (let g = 0; g < k; g++) {
      n += atRisk[g]![r]!;
      d += events[0]![g]![r]!;
    }
    const spread = n > 1 ? (weight * weight * d * (n - d)) / (n * (n - 1)) : 0;
    for (let g = 0; g < k; g++) {
      const groupAtRisk = atRisk[g]![r]!;
      if (groupAtRisk === 0) continue;
      observed[g]! += weight * events[0]![g]![r]!;
      expected[g]! += (weight * d * groupAtRisk) / n;
      const row = variance[g]!;
      // exactly 0 if nobody in another group is at risk
      for (let h = 0; h < k; h++)
        row[h]! += (spread * groupAtRisk * (h === g ? n - groupAtRisk : -atRisk[h]![r]!)) / n;
    }
  }
}
