import { chiSquareSurvival } from '../../math/chi-square.ts';
import { pow } from '../../math/elementary.ts';
import { factorise, quadraticForm } from '../../math/symmetric.ts';
import type { GroupedIndividuals } from '../grouped.ts';
import { type RiskTable, type RiskTables, riskTables } from '../risk-table.ts';

export interface GrayOptions {
  /** names of the causes, by status from 1; default numbers up to the highest status */
  causes?: string[];
  /** >= 0, default 0: the weight is (1 - F)^rho, with F the pooled cumulative incidence */
  rho?: number;
}

export interface GrayTest {
  cause: string;
  /** chi-square of the difference of the groups' cumulative incidences */
  statistic: number;
  df: number;
  p: number;
  /** for each group, the weighted observed minus expected events under equal incidences */
  scores: number[];
  /** covariance of the scores */
  variance: number[][];
}

/**
 * Gray's test that the cumulative incidence of a cause is equal in k groups, in the presence of competing causes: the
 * log-rank test of the subdistribution hazard. One test for each cause.
 *
 * @param data statuses: 0 censored, k an event of cause k
 * @returns one test for each cause; statistic and p are NaN and df is 0 if there is nothing to compare, such as no
 *   event of the cause
 * @throws RangeError naming the patient who cannot be used, or if there is only one group
 *
 * @example
 * ```ts
 * import { grayTest } from 'sojourn';
 *
 * const data = { times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 2, 1, 2, 1], groups: [1, 1, 1, 2, 2, 2] };
 * const [first] = grayTest(data);
 * console.log(first!.statistic, first!.p);
 * // 0.198789... 0.655699...
 * ```
 *
 * Source: Gray (1988), Ann. Statist. 16. The treatment of ties in the variance is that of R's `cmprsk::cuminc`,
 * against which it is checked in test/known/comparisons.R.
 */
export function grayTest(data: GroupedIndividuals, { causes, rho = 0 }: GrayOptions = {}): GrayTest[] {
  let highest = causes?.length ?? 1;
  if (causes === undefined) {
    for (let i = 0; i < data.statuses.length; i++)
      highest = Math.max(highest, Math.floor(data.statuses[i]!) || 0);
  }
  return grayTestOf(riskTables(data, highest), { causes, rho });
}

/**
 * Gray's test for risk tables already counted. See `grayTest`.
 *
 * @example
 * ```ts
 * import { grayTestOf, riskTables } from 'sojourn';
 *
 * const data = { times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 2, 1, 2, 1], groups: [1, 1, 1, 2, 2, 2] };
 * console.log(grayTestOf(riskTables(data, 2), { causes: ['relapse', 'death'] })[1]!.p);
 * // 0.331975...
 * ```
 */
export function grayTestOf(
  { groups, strata }: RiskTables,
  { causes, rho = 0 }: GrayOptions = {},
): GrayTest[] {
  if (!(rho >= 0 && rho < Infinity)) throw new RangeError(`rho is ${rho}, must be finite and >= 0`);
  const names = causes ?? strata[0]?.events.map((_, cause) => String(cause + 1)) ?? [];
  return names.map((name, cause) => {
    const scores = groups.map(() => 0);
    const variance = groups.map(() => groups.map(() => 0));
    for (const table of strata) addScores(subdistribution(table, cause), rho, scores, variance);
    // the scores sum to 0, so the last one is redundant
    const free = groups.slice(1).map((_, g) => g);
    const factor = factorise(free.map((g) => free.map((h) => variance[g]![h]!)));
    const df = factor.rank;
    const statistic = df > 0 ? quadraticForm(factor, scores.slice(0, -1)) : NaN;
    return { cause: name, statistic, df, p: chiSquareSurvival(statistic, df), scores, variance };
  });
}

/** The quantities that the test needs for one stratum and cause; arrays by group and then by time. */
interface Subdistribution {
  groups: number;
  rows: number;
  atRisk: Float64Array[];
  /** events of the cause, and of the other causes */
  own: Float64Array[];
  other: Float64Array[];
  /** event-free survival of each group just before, and just after each time */
  before: Float64Array[];
  after: Float64Array[];
  /** number at risk / survival before: the risk set of the subdistribution */
  subRisk: Float64Array[];
  /** sum of `subRisk` over the groups */
  totalSubRisk: Float64Array;
  /** cumulative incidence of the cause in each group just before each time */
  incidence: Float64Array[];
  /** events of the cause in all groups, and their pooled incidence; entry r of `common` is just before row r */
  allOwn: Float64Array;
  common: Float64Array;
}

function subdistribution({ times, atRisk, events }: RiskTable, cause: number): Subdistribution {
  const groups = atRisk.length;
  const rows = times.length;
  const columns = () => atRisk.map(() => new Float64Array(rows));
  const [before, after, subRisk, incidence, other] = [columns(), columns(), columns(), columns(), columns()];
  const own = events[cause]!;
  const totalSubRisk = new Float64Array(rows);
  const allOwn = new Float64Array(rows);
  const common = new Float64Array(rows + 1);
  for (let g = 0; g < groups; g++) {
    let survival = 1;
    let incidenceSoFar = 0;
    for (let r = 0; r < rows; r++) {
      for (let k = 0; k < events.length; k++) if (k !== cause) other[g]![r]! += events[k]![g]![r]!;
      const n = atRisk[g]![r]!;
      before[g]![r] = survival;
      incidence[g]![r] = incidenceSoFar;
      if (n > 0) {
        subRisk[g]![r] = n / survival;
        incidenceSoFar += (survival * own[g]![r]!) / n;
        survival = (survival * (n - own[g]![r]! - other[g]![r]!)) / n;
      }
      after[g]![r] = survival;
      totalSubRisk[r]! += subRisk[g]![r]!;
      allOwn[r]! += own[g]![r]!;
    }
  }
  for (let r = 0; r < rows; r++) common[r + 1] = common[r]! + allOwn[r]! / totalSubRisk[r]!;
  return {
    groups,
    rows,
    atRisk,
    own,
    other,
    before,
    after,
    subRisk,
    totalSubRisk,
    incidence,
    allOwn,
    common,
  };
}

/**
 * Adds the scores of one stratum and their covariance.
 *
 * A score is a sum of martingales over all patients. A loss in group k at time r changes the score of group i by
 * `now`, its part in the comparison at r, and by `remaining`, its part in all later comparisons, through the survival
 * and incidence of its group. The variance is the sum of squares, each times the variance of the loss.
 */
function addScores(s: Subdistribution, rho: number, scores: number[], variance: number[][]): void {
  const { groups, rows, atRisk, subRisk, totalSubRisk, incidence, allOwn, common } = s;
  const weight = (r: number) => (rho === 0 ? 1 : pow(Math.max(0, 1 - common[r]!), rho));
  /** the weight of group k in the comparison of group i */
  const part = (i: number, k: number, r: number) =>
    weight(r) * subRisk[i]![r]! * ((i === k ? 1 : 0) - subRisk[k]![r]! / totalSubRisk[r]!);
  const remaining = Array.from({ length: groups }, () => new Float64Array(groups));
  const now = new Float64Array(groups);
  const effect = new Float64Array(groups);
  for (let r = rows - 1; r >= 0; r--) {
    const hazard = allOwn[r]! / (totalSubRisk[r]! * (1 - common[r]!));
    let exposed = 0;
    for (let g = 0; g < groups; g++) exposed += subRisk[g]![r]! * (1 - incidence[g]![r]!);
    for (let g = 0; g < groups; g++) {
      const expected =
        allOwn[r]! > 0 ? (allOwn[r]! * subRisk[g]![r]! * (1 - incidence[g]![r]!)) / exposed : 0;
      scores[g]! += weight(r) * (s.own[g]![r]! - expected);
    }
    for (let k = 0; k < groups; k++) {
      if (atRisk[k]![r] === 0) continue;
      for (let i = 0; i < groups; i++) now[i] = part(i, k, r);
      addLosses(k, r, hazard);
    }
  }

  function addLosses(k: number, r: number, hazard: number): void {
    const n = atRisk[k]![r]!;
    const survival = s.before[k]![r]!;
    const free = s.after[k]![r]! > 0 ? (1 - common[r + 1]!) / s.after[k]![r]! : 0;
    const all = allOwn[r]!;
    if (all > 0) {
      const tied = all > 1 ? 1 - (all - 1) / (totalSubRisk[r]! * survival - 1) : 1;
      const spread = (tied * survival * all) / (totalSubRisk[r]! * n);
      for (let i = 0; i < groups; i++) effect[i] = now[i]! + (1 - free) * remaining[i]![k]!;
      addSquares(spread);
    }
    const others = s.other[k]![r]!;
    if (others > 0 && free > 0) {
      const tied = others > 1 ? 1 - (others - 1) / (n - 1) : 1;
      const spread = (tied * survival * survival * others) / (n * n);
      for (let i = 0; i < groups; i++) effect[i] = free * remaining[i]![k]!;
      addSquares(spread);
    }
    for (let i = 0; i < groups; i++) remaining[i]![k]! += now[i]! * hazard;
  }

  function addSquares(spread: number): void {
    for (let i = 0; i < groups; i++) {
      for (let j = 0; j < groups; j++) variance[i]![j]! += spread * effect[i]! * effect[j]!;
    }
  }
}
