import { ln } from '../../math/elementary.ts';
import type { CalibrateResult } from './index.ts';
import { likelihoodOf, pooledCovariance } from './synthetic.ts';
import { momentsOf, normalised } from './weighted-figures.ts';

/** Groups of the draws behind the covariance, each left out in turn. */
const GROUPS = 5;
/** Points with less weight than this move no mean. */
const LIGHT = 1e-7;

/**
 * Monte Carlo standard errors of posterior means. They have two parts: of the weighted points, with the errors of the figures that
 * were simulated at each; and of the covariance of a cohort's figures, which all points share. The second is by a jackknife over
 * groups of the draws that the covariance is from.
 *
 * Source: Owen (2013), Monte Carlo theory, methods and examples, eq. 9.8; Tukey (1958), Ann. Math. Statist. 29, 614.
 *
 * @param columns values of each parameter at the points
 * @returns one for each parameter; NaN for the normal approximation at the maximum
 */
export function monteCarloErrors(
  { targets, points, posterior, likelihood, predicted }: CalibrateResult,
  columns: readonly (readonly number[])[],
): number[] {
  const { weights } = posterior;
  if (points.every(({ evaluation }) => evaluation === undefined)) return columns.map(() => NaN);
  const own = columns.map((column) => {
    const { mean } = momentsOf(column, weights);
    return column.reduce((sum, value, i) => sum + (weights[i]! * (value - mean)) ** 2, 0);
  });
  const logs = points.map(({ evaluation }, i) =>
    evaluation && weights[i]! > LIGHT ? ln(weights[i]!) - likelihood.at(evaluation).log : undefined,
  );
  const groupMeans = Array.from({ length: GROUPS }, (_, g) => {
    const rest = predicted.flatMap(({ evaluation }, d) => (d % GROUPS === g ? [] : [evaluation]));
    const other = likelihoodOf(targets, pooledCovariance(rest));
    const moved = normalised(
      points.map(({ evaluation }, i) =>
        logs[i] === undefined ? Number.NEGATIVE_INFINITY : logs[i] + other.at(evaluation!).log,
      ),
    );
    return columns.map((column) => momentsOf(column, moved).mean);
  });
  return columns.map((_, k) => {
    const { sd } = momentsOf(
      groupMeans.map((means) => means[k]!),
      Array.from({ length: GROUPS }, () => 1 / GROUPS),
    );
    return Math.sqrt(own[k]! + (GROUPS - 1) * sd ** 2);
  });
}
