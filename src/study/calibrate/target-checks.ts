import { titleOfTarget } from '../../estimates/targets.ts';
import { normalCdf, normalQuantile } from '../../math/normal.ts';
import { evenNumbers } from '../../uncertainty/even.ts';
import type { CalibrateResult } from './index.ts';
import type { Evaluation } from './points.ts';
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
  { targets, points, posterior, predicted, likelihood }: CalibrateResult,
  seed: string,
): TargetCheck[] {
  const errors = new Map<Evaluation, Float64Array>();
  const withErrors = (evaluation: Evaluation) => {
    const known = errors.get(evaluation) ?? likelihood.errorsAt(evaluation);
    errors.set(evaluation, known);
    return { means: evaluation.means, errors: known };
  };
  const { published } = likelihood;
  const atPosterior = resampled(posterior.weights, SHOWN, 0.5).flatMap((i) => {
    const { evaluation } = points[i]!;
    return evaluation ? [withErrors(evaluation)] : [];
  });
  const atPredicted = predicted.map(({ evaluation }) => withErrors(evaluation));
  return targets.flatMap((target, k): TargetCheck[] => {
    const from = target.isFitted && atPosterior.length > 0 ? atPosterior : atPredicted;
    const used = from.filter(({ means, errors }) => !Number.isNaN(means[k]!) && !Number.isNaN(errors[k]!));
    if (used.length < 0.8 * from.length || used.length === 0) return [];
    const noise = evenNumbers(seed)(`calibration check ${k}`);
    const shown = Array.from({ length: SHOWN }, (_, d) => {
      const { means, errors } = used[d % used.length]!;
      return means[k]! + errors[k]! * normalQuantile(noise(d, 0));
    }).sort((a, b) => a - b);
    const meanOf = (figure: (prediction: (typeof used)[number]) => number) =>
      used.reduce((sum, prediction) => sum + figure(prediction), 0) / used.length;
    const below = meanOf(({ means, errors }) => normalCdf((published[k]! - means[k]!) / errors[k]!));
    const mean = meanOf(({ means }) => fromScale(target, means[k]!));
    return [
      {
        target: titleOfTarget(target.raw),
        strategy: target.strategy,
        isFitted: target.isFitted,
        published: target.published,
        predicted: mean,
        lower: fromScale(target, shown[Math.floor(0.025 * SHOWN)]!),
        upper: fromScale(target, shown[Math.ceil(0.975 * SHOWN) - 1]!),
        p: 2 * Math.min(below, 1 - below),
      },
    ];
  });
}
