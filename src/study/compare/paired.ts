import { orNull } from '../../estimates/endpoint.ts';
import { together } from '../../estimates/within-row.ts';

/**
 * The error of a difference by batch means: the figure of each batch, under the reference and under the strategy, from
 * the same patients with the same random numbers.
 *
 * Source: Law (2015), Simulation Modeling and Analysis, 11.2 (common random numbers), 9.5 (batch means).
 */

/** A simulated figure under both, and their difference. */
export interface Difference {
  reference: { value: number | null; mcse: number | null };
  strategy: { value: number | null; mcse: number | null };
  /** strategy - reference */
  difference: number | null;
  /** Monte Carlo standard error of the difference, by the paired batches */
  mcse: number | null;
  /** how many times the variance of independent runs is that of these; null where either has none */
  varianceRatio: number | null;
}

/** A figure of one strategy. */
export interface Batched {
  /** of all patients; NaN where there is none */
  value: number;
  /** of each batch */
  batches: readonly number[];
  /** no standard error of the figure is below this: a share is not known better than to one patient */
  least?: number;
  /** what is not known of the figure within a row of the grid, as a standard error; 0 unless given */
  within?: number;
}

/** @param strategy batch for batch the patients of the reference */
export function differenceOf(reference: Batched, strategy: Batched): Difference {
  const differences = strategy.batches.map((value, b) => value - reference.batches[b]!);
  const paired = varianceOfMean(differences);
  const apart = varianceOfMean(reference.batches) + varianceOfMean(strategy.batches);
  const alone = ({ value, batches, least = 0, within = 0 }: Batched) => ({
    value: orNull(value),
    mcse: orNull(together(Math.max(least, Math.sqrt(varianceOfMean(batches))), within)),
  });
  // the same patients with the same times have them at the same moments of their rows
  const isSame = reference.value === strategy.value && differences.every((difference) => difference === 0);
  const within = isSame ? 0 : together(reference.within ?? 0, strategy.within ?? 0);
  return {
    reference: alone(reference),
    strategy: alone(strategy),
    difference: orNull(strategy.value - reference.value),
    mcse: orNull(together(Math.sqrt(paired), within)),
    varianceRatio: paired > 0 ? orNull(apart / paired) : null,
  };
}

/** Of values as precise as each other; NaN where one of them is. */
export function varianceOfMean(values: readonly number[]): number {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1) / count;
}
