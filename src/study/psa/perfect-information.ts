import { momentsOf } from './summary.ts';

/** A value of information: the expected gain from knowing something before choosing a strategy, in the unit of the outcome. */
export interface ValueOfKnowing {
  value: number;
  /** Monte Carlo standard error over the draws */
  mcse: number;
}

/**
 * The mean over draws of the best strategy's figure, less the largest mean. For the draws themselves this is the expected value
 * of perfect information; for conditional means given some numbers, the expected value of knowing these.
 *
 * @param columns by strategy, a figure by draw; or its difference from one strategy, for all others
 */
export function valueOfKnowing(columns: readonly Float64Array[]): ValueOfKnowing {
  const means = columns.map((column) => momentsOf(column).mean);
  const chosen = means.indexOf(Math.max(...means));
  const losses = columns[0]!.map(
    (_, d) => Math.max(...columns.map((column) => column[d]!)) - columns[chosen]![d]!,
  );
  const { mean, spread } = momentsOf(losses);
  return { value: mean, mcse: Math.sqrt(spread / losses.length) };
}
