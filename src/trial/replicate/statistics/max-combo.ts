import { normalOutside } from '../../../math/multivariate-normal.ts';
import { normalQuantileOfUpper, normalSurvival } from '../../../math/normal.ts';
import type { EventTable } from '../event-table.ts';
import { preparedHazardRatio } from './hazard-ratio.ts';
import { boundBetween, RELATIVE_ERROR } from './max-combo-bounds.ts';
import { preparedPooledSurvival } from './pooled-survival.ts';
import { preparedEventTable } from './prepared-event-table.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';

/**
 * The weights of MAX_COMBO_WEIGHTS: 1, 1 - S, S (1 - S) and S. The first, second and last are linearly dependent:
 * they lie in one plane.
 */
const WEIGHTS = 4;
const IN_PLANE = [0, 1, 3] as const;
const OFF_PLANE = 2;

/**
 * The MaxCombo test, one-sided: m is the largest of four Fleming-Harrington log-rank z's, and p the probability that
 * the largest of four such z's is at least m. Stratified if there are several strata.
 *
 * If boundaries are given, z may be a finite bound that lies on the same side of each boundary as the exact z. Bounds
 * on p are tried in turn, each some hundred times slower than the one before: between the tail at m and four times
 * that; between the probability for the three weights of one plane, and that plus a bound for the fourth; the exact
 * integral.
 *
 * Exchanging the arms does not give -z: the test is one-sided, and its z is seldom far below 0.
 *
 * @returns z with upper tail p, to the accuracy of normalOutside; NaN if one of the weighted tests has no variance.
 *   The estimate is Cox's hazard ratio, unweighted.
 *
 * Source: Lee (2007), Comput. Statist. Data Anal. 51; Karrison (2016), Stata J. 16; the bounds are those of Hunter
 * (1976), J. Appl. Prob. 13.
 */
export function maxCombo(options: StatisticOptions): PreparedTest {
  const { strata, largest } = options;
  const tableOf = preparedEventTable(options);
  const ratioOf = preparedHazardRatio(options);
  const survivalOf = preparedPooledSurvival(strata);
  const survival = new Float64Array(largest);
  const scores = {
    excess: new Float64Array(WEIGHTS),
    covariance: Array.from({ length: WEIGHTS }, () => new Float64Array(WEIGHTS)),
  };
  let table: EventTable;
  return {
    z(data, boundaries) {
      table = tableOf(data);
      survivalOf(table, survival);
      setScores(table, survival, scores);
      const m = largestZ(scores);
      return Number.isNaN(m) ? NaN : zOfLargest(m, scores.covariance, boundaries);
    },
    estimate: () => ratioOf(table).ratio,
  };
}

interface Scores {
  /** weighted observed minus expected events on treatment */
  excess: Float64Array;
  /** symmetric */
  covariance: Float64Array[];
}

function setScores(table: EventTable, survival: Float64Array, { excess, covariance }: Scores): void {
  const { rows, control, treated, events, treatedEvents } = table;
  excess.fill(0);
  for (const row of covariance) row.fill(0);
  const [even, late, middle, early] = covariance as [Float64Array, Float64Array, Float64Array, Float64Array];
  for (let r = 0; r < rows; r++) {
    const d = events[r]!;
    const treatedAtRisk = treated[r]!;
    const n = control[r]! + treatedAtRisk;
    const share = treatedAtRisk / n;
    const more = treatedEvents[r]! - d * share;
    const sampled = d > 1 ? (d * (n - d)) / (n - 1) : 1;
    const variance = sampled * (share * (1 - share));
    const s = survival[r]!;
    const incidence = 1 - s;
    const product = s * incidence;
    excess[0]! += more;
    excess[1]! += incidence * more;
    excess[2]! += product * more;
    excess[3]! += s * more;
    even[0]! += variance;
    even[1]! += incidence * variance;
    even[2]! += product * variance;
    even[3]! += s * variance;
    late[1]! += incidence * incidence * variance;
    late[2]! += incidence * product * variance;
    middle[2]! += product * product * variance;
    middle[3]! += product * s * variance;
    early[3]! += s * s * variance;
  }
  // (1 - S) S is itself one of the weights, so this sum is already known
  late[3] = even[2]!;
  for (let i = 0; i < WEIGHTS; i++) for (let j = 0; j < i; j++) covariance[i]![j] = covariance[j]![i]!;
}

/** The largest z in favour of treatment; NaN if one of them is not known. */
function largestZ({ excess, covariance }: Scores): number {
  let largest = -Infinity;
  for (let i = 0; i < WEIGHTS; i++) {
    const variance = covariance[i]![i]!;
    if (!(variance > 0)) return NaN;
    largest = Math.max(largest, -excess[i]! / Math.sqrt(variance));
  }
  return largest;
}

/**
 * The z whose upper tail is the probability that any of the four is above m; or a bound on it, if the boundaries
 * allow one.
 */
function zOfLargest(m: number, covariance: Float64Array[], boundaries?: readonly number[]): number {
  const tail = normalSurvival(m);
  if (boundaries !== undefined) {
    const rough = boundBetween(tail, WEIGHTS * tail, boundaries);
    if (!Number.isNaN(rough)) return rough;
    const plane = probabilityAbove(m, IN_PLANE, covariance);
    const more = probabilityAbove(m, [nearest(covariance), OFF_PLANE], covariance) - tail;
    const close = boundBetween(
      plane * (1 - RELATIVE_ERROR),
      (plane + more) * (1 + RELATIVE_ERROR),
      boundaries,
    );
    if (!Number.isNaN(close)) return close;
  }
  const z = normalQuantileOfUpper(Math.min(1, probabilityAbove(m, [0, 1, 2, 3], covariance)));
  // a probability that rounds to 0 or 1 gives no z; m is an upper bound of it
  return Number.isFinite(z) ? z : m;
}

/** The weight of the plane that has the highest correlation with the weight outside it. */
function nearest(covariance: Float64Array[]): number {
  let [index, highest] = [0, -Infinity];
  for (const i of IN_PLANE) {
    const correlation = covariance[i]![OFF_PLANE]! / Math.sqrt(covariance[i]![i]!);
    if (correlation > highest) [index, highest] = [i, correlation];
  }
  return index;
}

/** The probability that any z of the given weights is above m. */
function probabilityAbove(m: number, weights: readonly number[], covariance: Float64Array[]): number {
  const error = weights.map((i) => Math.sqrt(covariance[i]![i]!));
  const correlation = weights.map((i, a) =>
    weights.map((j, b) => (a === b ? 1 : covariance[i]![j]! / (error[a]! * error[b]!))),
  );
  return normalOutside(
    weights.map(() => -Infinity),
    weights.map(() => m),
    correlation,
  );
}
