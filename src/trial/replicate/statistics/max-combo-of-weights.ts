import { normalOutside } from '../../../math/multivariate-normal.ts';
import { normalQuantileOfUpper, normalSurvival } from '../../../math/normal.ts';
import { checkWeight, type FlemingHarrington } from '../../../survival/statistics/fleming-harrington.ts';
import type { EventTable } from '../event-table.ts';
import { power } from './fleming-harrington.ts';
import { preparedHazardRatio } from './hazard-ratio.ts';
import { boundBetween, RELATIVE_ERROR } from './max-combo-bounds.ts';
import { preparedPooledSurvival } from './pooled-survival.ts';
import { preparedEventTable } from './prepared-event-table.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';

/**
 * The MaxCombo test of chosen weights, one-sided: as `maxCombo`, of 2 to 4 Fleming-Harrington weights that differ.
 *
 * If boundaries are given, z may be a bound as in `maxCombo`. Of the bounds on p the second is between the largest
 * probability for two of the weights, and that of Hunter by the tree of pairs that are most often above together.
 *
 * @returns NaN if one of the weighted tests has no variance
 * @throws RangeError if an exponent is negative or not finite, or if there are not 2 to 4 weights
 *
 * Source: Lee (2007), Comput. Statist. Data Anal. 51; Karrison (2016), Stata J. 16; Hunter (1976), J. Appl. Prob. 13.
 */
export function maxComboOfWeights(
  weights: readonly FlemingHarrington[],
  options: StatisticOptions,
): PreparedTest {
  if (!(weights.length >= 2 && weights.length <= 4))
    throw new RangeError(`there are ${weights.length} weights, must be 2 to 4`);
  for (const weight of weights) checkWeight(weight);
  const { strata, largest } = options;
  const tableOf = preparedEventTable(options);
  const ratioOf = preparedHazardRatio(options);
  const survivalOf = preparedPooledSurvival(strata);
  const survival = new Float64Array(largest);
  const excess = new Float64Array(weights.length);
  const covariance = weights.map(() => new Float64Array(weights.length));
  const now = new Float64Array(weights.length);
  let table: EventTable;

  const addScores = () => {
    const { rows, control, treated, events, treatedEvents } = table;
    excess.fill(0);
    for (const row of covariance) row.fill(0);
    for (let r = 0; r < rows; r++) {
      const d = events[r]!;
      const n = control[r]! + treated[r]!;
      const share = treated[r]! / n;
      const more = treatedEvents[r]! - d * share;
      const sampled = d > 1 ? (d * (n - d)) / (n - 1) : 1;
      const variance = sampled * (share * (1 - share));
      for (let i = 0; i < now.length; i++) {
        const { rho, gamma } = weights[i]!;
        const weight = power(survival[r]!, rho) * power(1 - survival[r]!, gamma);
        now[i] = weight;
        excess[i]! += weight * more;
        for (let j = 0; j <= i; j++) covariance[i]![j]! += weight * now[j]! * variance;
      }
    }
  };

  return {
    z(data, boundaries) {
      table = tableOf(data);
      survivalOf(table, survival);
      addScores();
      const error = covariance.map((row, i) => Math.sqrt(row[i]!));
      if (!error.every((each) => each > 0)) return NaN;
      const correlation = covariance.map((_, i) =>
        covariance.map((_, j) =>
          i === j ? 1 : covariance[Math.max(i, j)]![Math.min(i, j)]! / (error[i]! * error[j]!),
        ),
      );
      return zOfLargest(Math.max(...error.map((each, i) => -excess[i]! / each)), correlation, boundaries);
    },
    estimate: () => ratioOf(table).ratio,
  };
}

/** The z whose upper tail is the probability that any z is above m; or a bound on it, if the boundaries allow one. */
function zOfLargest(m: number, correlation: number[][], boundaries?: readonly number[]): number {
  const count = correlation.length;
  if (boundaries !== undefined) {
    const tail = normalSurvival(m);
    const rough = boundBetween(tail, count * tail, boundaries);
    if (!Number.isNaN(rough)) return rough;
    if (count > 2) {
      const { least, most } = boundsOfPairs(m, tail, correlation);
      const close = boundBetween(least * (1 - RELATIVE_ERROR), most * (1 + RELATIVE_ERROR), boundaries);
      if (!Number.isNaN(close)) return close;
    }
  }
  const z = normalQuantileOfUpper(Math.min(1, probabilityAbove(m, correlation)));
  // a probability that rounds to 0 or 1 gives no z; m is an upper bound of it
  return Number.isFinite(z) ? z : m;
}

/** Bounds on the probability that any z is above m, by the pairs of them. `tail` is that of one alone. */
function boundsOfPairs(m: number, tail: number, correlation: number[][]): { least: number; most: number } {
  const count = correlation.length;
  // a pair is above together more often, the higher its correlation, so the tree is of the highest correlations
  let [least, most] = [tail, tail];
  const reached = [0];
  while (reached.length < count) {
    let [from, next, highest] = [-1, -1, -Infinity];
    for (const i of reached)
      for (let j = 0; j < count; j++)
        if (!reached.includes(j) && correlation[i]![j]! > highest)
          [from, next, highest] = [i, j, correlation[i]![j]!];
    const either = pairAbove(m, correlation[from]![next]!);
    least = Math.max(least, either);
    most += either - tail;
    reached.push(next);
  }
  return { least, most };
}

const pairAbove = (m: number, correlation: number) =>
  probabilityAbove(m, [
    [1, correlation],
    [correlation, 1],
  ]);

function probabilityAbove(m: number, correlation: number[][]): number {
  return normalOutside(
    correlation.map(() => -Infinity),
    correlation.map(() => m),
    correlation,
  );
}
