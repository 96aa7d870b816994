import { normalCdf, normalQuantile } from '../../math/normal.ts';
import { evenNumbers } from '../../uncertainty/even.ts';
import type { CalibrateResult } from './index.ts';
import { resampled } from './predicted.ts';
import { fromScale } from './targets.ts';

export interface TargetCheck {
  target: string;
  strategy: string;
  isFitted: boolean;
  published: number;
  /** mean over the posterior */
  predicted: number;
  /** 95% posterior predictive interval of the figure of such a cohort */
  lower: number;
  upper: number;
  /** two-sided posterior predictive probability of a figure at least as extreme as the published one */
  p: number;
}

/** Draws of the posterior predictive distribution. */
const SHOWN = 2000;

/**
 * Posterior predictive checks: fitted targets at the points of the posterior, held-out targets at the few points where they were
 * simulated.
 */
export function checksOf(
  { targets, points, posterior, predicted: draws, likelihood }: CalibrateResult,
  seed: string,
): TargetCheck[] {
  const { published, errors } = likelihood;
  const atPosterior = resampled(posterior.weights, SHOWN, 0.5).flatMap((i) => points[i]!.evaluation ?? []);
  const atPredicted = draws.map(({ evaluation }) => evaluation);
  return targets.flatMap((target, k): TargetCheck[] => {
    const from = target.isFitted && atPosterior.length > 0 ? atPosterior : atPredicted;
    const means = from.flatMap((evaluation) =>
      Number.isNaN(evaluation.means[k]!) ? [] : [evaluation.means[k]!],
    );
    const error = errors[k]!;
    if (means.length < 0.8 * from.length || means.length === 0 || Number.isNaN(error)) return [];
    const noise = evenNumbers(seed)(`calibration check ${k}`);
    const shown = Array.from(
      { length: SHOWN },
      (_, d) => means[d % means.length]! + error * normalQuantile(noise(d, 0)),
    ).sort((a, b) => a - b);
    const meanOf = (figure: (mean: number) => number) =>
      means.reduce((sum, mean) => sum + figure(mean), 0) / means.length;
    const below = meanOf((mean) => normalCdf((published[k]! - mean) / error));
    const predicted = meanOf((mean) => fromScale(target, mean));
    return [
      {
        target: target.title,
        strategy: target.strategy,
        isFitted: target.isFitted,
        published: target.published,
        predicted,
        lower: fromScale(target, shown[Math.floor(0.025 * SHOWN)]!),
        upper: fromScale(target, shown[Math.ceil(0.975 * SHOWN) - 1]!),
        p: 2 * Math.min(below, 1 - below),
      },
    ];
  });
}
