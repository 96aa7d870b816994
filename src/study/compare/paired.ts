import { orNull } from '../../estimates/endpoint.ts';
import { combined } from '../../estimates/within-row.ts';

/**
 * Standard errors of differences by batch means: each batch gives the figure under the reference and under the
 * strategy, for the same patients with the same random numbers.
 *
 * Source: Law (2015), Simulation Modeling and Analysis, 11.2 (common random numbers), 9.5 (batch means).
 */

/** A simulated figure under the reference and under a strategy, and their difference. */
export interface Difference {
  reference: { value: number | null; mcse: number | null };
  strategy: { value: number | null; mcse: number | null };
  /** strategy - reference */
  difference: number | null;
  /** Monte Carlo standard error of the difference, by the paired batches */
  mcse: number | null;
  /**
   * variance reduction: independent simulation would have this many times the variance; null if either variance is
   * unknown or 0
   */
  varianceRatio: number | null;
}

/** A figure of one strategy, with its batches. */
export interface Batched {
  /** the figure for all patients; NaN if it does not exist */
  value: number;
  /** the figure for each batch */
  batches: readonly number[];
  /** lower bound of the standard error: a share is not known more precisely than to one patient */
  least?: number;
  /** standard error that comes from unknown times within a row of the grid; 0 unless given */
  within?: number;
}

/** @param strategy its batches hold the same patients as the reference's */
export function differenceOf(reference: Batched, strategy: Batched): Difference {
  const differences = strategy.batches.map((value, b) => value - reference.batches[b]!);
  const paired = varianceOfMean(differences);
  const independent = varianceOfMean(reference.batches) + varianceOfMean(strategy.batches);
  const alone = ({ value, batches, least = 0, within = 0 }: Batched) => ({
    value: orNull(value),
    mcse: orNull(combined(Math.max(least, Math.sqrt(varianceOfMean(batches))), within)),
  });
  // identical event times lie at the same moments within their rows
  const isSame = reference.value === strategy.value && differences.every((difference) => difference === 0);
  const within = isSame ? 0 : combined(reference.within ?? 0, strategy.within ?? 0);
  return {
    reference: alone(reference),
    strategy: alone(strategy),
    difference: orNull(strategy.value - reference.value),
    mcse: orNull(combined(Math.sqrt(paired), within)),
    varianceRatio: paired > 0 ? orNull(independent / paired) : null,
  };
}

/** The variance of the mean of equally precise values; NaN if one of them is. */
export function varianceOfMean(values: readonly number[]): number {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1) / count;
}
