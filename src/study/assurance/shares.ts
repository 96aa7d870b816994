import { sampleQuantile } from '../../math/sample-quantile.ts';
import { meanOf, momentsOf, shrunk } from '../psa/summary.ts';

/** A share with its Monte Carlo standard error, over draws and their trials; null if its denominator is 0. */
export interface Share {
  value: number | null;
  mcse: number | null;
}

/** The distribution of the power over draws. */
export interface PowerOverDraws {
  by: 'closed form' | 'trials';
  sd: number;
  /** empty with few trials in each draw */
  quantiles: { p: number; value: number }[];
}

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];
/** With fewer trials in each draw, shares are too coarse for quantiles. */
const LEAST_TRIALS = 20;

/** A ratio of two sums over draws, with its standard error by the delta method. */
export function ratioOf(hits: Float64Array, among: Float64Array): Share {
  const draws = hits.length;
  const [sum, total] = [meanOf(hits) * draws, meanOf(among) * draws];
  if (!(total > 0)) return { value: null, mcse: null };
  const value = sum / total;
  const residuals = hits.map((count, draw) => count - value * among[draw]!);
  const mcse = draws > 1 ? Math.sqrt(draws * momentsOf(residuals).spread) / total : NaN;
  return { value, mcse: Number.isNaN(mcse) ? null : mcse };
}

/** The mean Monte Carlo variance of the share that each draw has from its trials; NaN with one trial. */
export function noiseOf(shares: Float64Array, trials: number): number {
  return trials > 1 ? meanOf(shares.map((share) => (share * (1 - share)) / (trials - 1))) : NaN;
}

/**
 * @param noise the mean Monte Carlo variance of a share, which is taken out
 * @returns null if a share is unknown
 */
export function powerOver(
  shares: Float64Array,
  { noise, by, trials = Infinity }: { noise: number; by: PowerOverDraws['by']; trials?: number },
): PowerOverDraws | null {
  if (shares.some(Number.isNaN)) return null;
  const { spread } = momentsOf(shares);
  const corrected = shrunk(shares, noise)
    .map((share) => Math.max(0, Math.min(1, share)))
    .sort();
  return {
    by,
    sd: Math.sqrt(Math.max(0, spread - noise)),
    quantiles:
      trials < LEAST_TRIALS ? [] : QUANTILES.map((p) => ({ p, value: sampleQuantile(corrected, p) })),
  };
}
