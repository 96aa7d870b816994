import { chiSquareSurvival } from '../../math/chi-square.ts';
import { pow } from '../../math/elementary.ts';
import { factorise, quadraticForm } from '../../math/symmetric.ts';
import type { GroupedIndividuals } from '../grouped.ts';
import { type RiskTable, type RiskTables, riskTables } from '../risk-table.ts';

export interface GrayOptions {
  /** names of the causes, by status from 1; as many as the highest status unless given */
  causes?: string[];
  /** >= 0, 0 unless given: the weight is (1 - F)^rho, with F the incidence of all groups together */
  rho?: number;
}

export interface GrayTest {
  cause: string;
  /** chi-square of the difference of the groups' cumulative incidences */
  statistic: number;
  df: number;
  p: number;
  /** each group's weighted excess of events over what it would have if the incidences were the same */
  scores: number[];
  /** covariance of the scores */
  variance: number[][];
}

/**
 * Gray's test that the cumulative incidence of a cause is the same in k groups, for each cause with the others
 *
 * competing: the log-rank test of the subdistribution's hazard.
 *
 * @param data statuses 0 censored, k an event of cause k
 * @returns one a cause; statistic and p NaN and df 0 where there is nothing to compare, as when nobody has that event
 * @throws RangeError naming the patient who cannot be used, or when there is one group only
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
 * Source: Gray (1988), Ann. Statist. 16. The treatment of ties in the variance is that of R's `cmprsk::cuminc`, against
 * which it is checked in test/known/comparisons.R.
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
 * Gray's test of groups that have been counted already. See `grayTest`.
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
    // the scores sum to 0: the last says nothing new
    const free = groups.slice(1).map((_, g) => g);
    const factor = factorise(free.map((g) => free.map((h) => variance[g]![h]!)));
    const df = factor.rank;
    const statistic = df > 0 ? quadraticForm(factor, scores.slice(0, -1)) : NaN;
    return { cause: name, statistic, df, p: chiSquareSurvival(statistic, df), scores, variance };
  });
}

/** What the test needs of one stratum and cause; arrays by group and then by time. */
interface Subdistribution {
  groups: number;
  rows: number;
  atRisk: Float64Array[];
  /** events of the cause, and of the others */
  own: Float64Array[];
  other: Float64Array[];
  /** event-free survival of a group just before, and just after each time */
  before: Float64Array[];
  after: Float64Array[];
  /** at risk / survival before: those at risk had nobody been lost to censoring or to other causes alike */
  standing: Float64Array[];
  /** sum of `standing` over the groups */
  allStanding: Float64Array;
  /** incidence of the cause in a group just before */
  incidence: Float64Array[];
  /** events of the cause, all groups together, and their common incidence with a place more: row r is just before r */
  allOwn: Float64Array;
  common: Float64Array;
}

function subdistribution({ times, atRisk, events }: RiskTable, cause: number): Subdistribution {
  const groups = atRisk.length;
  const rows = times.length;
  const columns = () => atRisk.map(() => new Float64Array(rows));
  const [before, after, standing, incidence, other] = [columns(), columns(), columns(), columns(), columns()];
  const own = events[cause]!;
  const allStanding = new Float64Array(rows);
  const allOwn = new Float64Array(rows);
  const common = new Float64Array(rows + 1);
  for (let g = 0; g < groups; g++) {
    let survival = 1;
    let had = 0;
    for (let r = 0; r < rows; r++) {
      for (let k = 0; k < events.length; k++) if (k !== cause) other[g]![r]! += events[k]![g]![r]!;
      const n = atRisk[g]![r]!;
      before[g]![r] = survival;
      incidence[g]![r] = had;
      if (n > 0) {
        standing[g]![r] = n / survival;
        had += (survival * own[g]![r]!) / n;
        survival = (survival * (n - own[g]![r]! - other[g]![r]!)) / n;
      }
      after[g]![r] = survival;
      allStanding[r]! += standing[g]![r]!;
      allOwn[r]! += own[g]![r]!;
    }
  }
  for (let r = 0; r < rows; r++) common[r + 1] = common[r]! + allOwn[r]! / allStanding[r]!;
  return {
    groups,
    rows,
    atRisk,
    own,
    other,
    before,
    after,
    standing,
    allStanding,
    incidence,
    allOwn,
    common,
  };
}

/**
 * Adds one stratum's scores and their covariance.
 *
 * A score is a sum over all patients' martingales. What a loss in group k at time r does to the score of group i is
 * `now`, its part in the comparison at r, and `later`, its part in all comparisons after r through the survival and the
 * incidence of its group; the variance is the sum of the squares, each by the variance of the loss.
 */
function addScores(s: Subdistribution, rho: number, scores: number[], variance: number[][]): void {
  const { groups, rows, atRisk, standing, allStanding, incidence, allOwn, common } = s;
  const weight = (r: number) => (rho === 0 ? 1 : pow(Math.max(0, 1 - common[r]!), rho));
  /** the share that group k has in the comparison of group i */
  const part = (i: number, k: number, r: number) =>
    weight(r) * standing[i]![r]! * ((i === k ? 1 : 0) - standing[k]![r]! / allStanding[r]!);
  const remaining = Array.from({ length: groups }, () => new Float64Array(groups));
  const now = new Float64Array(groups);
  const effect = new Float64Array(groups);
  for (let r = rows - 1; r >= 0; r--) {
    const hazard = allOwn[r]! / (allStanding[r]! * (1 - common[r]!));
    let exposed = 0;
    for (let g = 0; g < groups; g++) exposed += standing[g]![r]! * (1 - incidence[g]![r]!);
    for (let g = 0; g < groups; g++) {
      const expected =
        allOwn[r]! > 0 ? (allOwn[r]! * standing[g]![r]! * (1 - incidence[g]![r]!)) / exposed : 0;
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
      const tied = all > 1 ? 1 - (all - 1) / (allStanding[r]! * survival - 1) : 1;
      const spread = (tied * survival * all) / (allStanding[r]! * n);
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
