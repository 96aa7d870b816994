import type { Evaluation } from './points.ts';
import type { Population } from './populations.ts';
import type { LikelihoodTarget } from './targets.ts';

/**
 * The figures of the simulated cohorts of one population: cohort by cohort, within a cohort in the order of `places`; NaN if not
 * shown.
 */
export interface Shown {
  population: Population;
  figures: Float64Array;
  cohorts: number;
}

/** Largest share of cohorts that may miss a figure, for example by short follow-up; beyond it the target cannot be fitted. */
export const MOST_OPEN = 0.2;

/** Means and covariances of the figures of cohorts. */
export function evaluationOf(
  targets: readonly LikelihoodTarget[],
  shown: readonly Shown[],
  hasCovariance: boolean,
  asked: number,
): Evaluation {
  const all = targets.length;
  const means = new Float64Array(all).fill(NaN);
  const covariance = hasCovariance ? new Float64Array(all * all) : undefined;
  let open: Evaluation['open'];
  for (const { population, figures, cohorts } of shown) {
    const { places, cohort } = population;
    const moments = momentsOf(figures, cohorts, places.length, hasCovariance);
    // for a target without a cohort the samples give only the error of the mean
    const share = cohort === undefined ? 1 / cohorts : 1;
    places.forEach((k, i) => {
      means[k] = moments.means[i]!;
      if (covariance)
        places.forEach((l, j) => {
          if (k === l || cohort !== undefined) covariance[k * all + l] = moments.entry(i, j) * share;
        });
      const missing = cohorts - moments.counts[i]!;
      if (targets[k]!.isFitted && missing > MOST_OPEN * cohorts && missing > (open?.cohorts ?? 0))
        open = { place: k, cohorts: missing };
    });
  }
  return { means, cohorts: asked, ...(covariance && { covariance }), ...(open && { open }) };
}

/** Means and covariances over the cohorts that show the figures. */
function momentsOf(figures: Float64Array, cohorts: number, width: number, hasCovariance: boolean) {
  const means = new Float64Array(width);
  const counts = new Float64Array(width);
  for (let c = 0; c < cohorts; c++)
    for (let i = 0; i < width; i++) {
      const value = figures[c * width + i]!;
      if (!Number.isNaN(value)) {
        means[i]! += value;
        counts[i]!++;
      }
    }
  for (let i = 0; i < width; i++) means[i]! /= counts[i]!;
  const sums = new Float64Array(width * width);
  const pairs = new Float64Array(width * width);
  const row = new Float64Array(width);
  for (let c = 0; hasCovariance && c < cohorts; c++) {
    for (let i = 0; i < width; i++) row[i] = figures[c * width + i]! - means[i]!;
    for (let i = 0; i < width; i++) {
      const own = row[i]!;
      if (Number.isNaN(own)) continue;
      for (let j = 0; j <= i; j++) {
        const other = row[j]!;
        if (Number.isNaN(other)) continue;
        sums[i * width + j]! += own * other;
        pairs[i * width + j]!++;
      }
    }
  }
  const entry = (i: number, j: number) => {
    const at = i >= j ? i * width + j : j * width + i;
    return sums[at]! / (pairs[at]! - 1);
  };
  return { means, counts, entry };
}
