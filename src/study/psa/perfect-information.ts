import { momentsOf } from './summary.ts';

/** What it is worth to know something before choosing a strategy, in the unit of the outcome. */
export interface ValueOfKnowing {
  value: number;
  /** Monte Carlo standard error over the draws */
  mcse: number;
}

/**
 * Mean over draws of the best strategy's figure, less the best of the means. Of the draws themselves this is the expected value
 * of perfect information; of their expectations given some numbers, that of knowing these.
 *
 * @param columns strategy by strategy, a figure draw by draw; or, but for one strategy, its difference from that one's
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
