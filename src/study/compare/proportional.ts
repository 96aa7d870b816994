import { betaP } from '../../math/beta.ts';
import { factorise, quadraticForm } from '../../math/symmetric.ts';

/** A pivot below this share of its variance is rounding error. */
const DEPENDENT = 1e-12;

/** A test of proportional hazards: one hazard ratio for all periods. */
export interface Proportionality {
  /** Hotelling's T squared, transformed to an F statistic */
  f: number;
  df: [number, number];
  p: number;
}

/**
 * Tests whether the log hazard ratio is the same in every period, by Hotelling's T squared of the differences between
 * neighbouring periods, over batches.
 *
 * The test is about the model, not about a trial: with enough patients any departure becomes significant. Its size
 * shows in the ratios of the periods.
 *
 * @param batches for each batch, the log hazard ratio of each period; at least two periods
 * @returns null if fewer than two periods have a ratio in every batch, or if the ratios do not vary between batches
 *
 * Source: Hotelling (1931); Anderson (2003), An Introduction to Multivariate Statistical Analysis, 5.2.
 */
export function testProportionality(batches: readonly (readonly number[])[]): Proportionality | null {
  const count = batches.length;
  // leave out periods in which some batch has no ratio
  const usable = (batches[0] ?? []).map((_, k) => batches.every((logs) => Number.isFinite(logs[k])));
  const logs = batches.map((batch) => batch.filter((_, k) => usable[k]));
  const all = logs.map((batch) => batch.slice(1).map((log, k) => log - batch[k]!));
  // before a strategy takes effect all batches have the same ratio: differences of exactly 0 are not tested
  const tested = (all[0] ?? []).map((_, k) => all.some((step) => step[k] !== 0));
  const steps = all.map((step) => step.filter((_, k) => tested[k]));
  const size = steps[0]?.length ?? 0;
  if (size === 0 || count <= size) return null;
  const mean = Array.from({ length: size }, (_, k) => steps.reduce((sum, step) => sum + step[k]!, 0) / count);
  const covariance = mean.map((_, i) =>
    mean.map(
      (_, j) =>
        steps.reduce((sum, step) => sum + (step[i]! - mean[i]!) * (step[j]! - mean[j]!), 0) / (count - 1),
    ),
  );
  const factor = factorise(covariance, DEPENDENT);
  if (factor.rank < size) return null;
  const distance = quadraticForm(factor, mean);
  const df: [number, number] = [size, count - size];
  const f = (count * distance * df[1]) / (size * (count - 1));
  return { f, df, p: betaP(df[1] / (df[1] + df[0] * f), df[1] / 2, df[0] / 2) };
}
