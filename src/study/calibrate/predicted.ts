import type { Evaluation, Point } from './points.ts';
import type { SamplePoint, Weighted } from './weighted.ts';

/** A draw of the posterior with its simulated figures. */
export interface Predicted {
  /** index of the point */
  index: number;
  evaluation: Evaluation;
}

/** Evaluates sets of values, each with a random stream of its own. */
export type EvaluateApart = (
  scores: readonly Float64Array[],
  what?: Pick<Point, 'isWhole' | 'hasCovariance'>,
) => Promise<(Evaluation | undefined)[]>;

/**
 * Draws of the posterior, simulated again with the covariance of their figures.
 *
 * @param what whether held-out targets are simulated too
 */
export async function predictedAt(
  evaluate: EvaluateApart,
  points: readonly SamplePoint[],
  { weights }: Weighted,
  draws: number,
  what: Pick<Point, 'isWhole'> = {},
): Promise<Predicted[]> {
  const picked = resampled(weights, draws, 0.5);
  const apart = [...new Set(picked)];
  const shown = await evaluate(
    apart.map((i) => points[i]!.scores),
    { ...what, hasCovariance: true },
  );
  const known = new Map(apart.map((index, i) => [index, shown[i]]));
  return picked.flatMap((index) => {
    const evaluation = known.get(index);
    return evaluation ? [{ index, evaluation }] : [];
  });
}

/** Indices of points drawn in proportion to their weights by systematic resampling with one uniform number (Kitagawa 1996). */
export function resampled(weights: Float64Array, draws: number, even: number): number[] {
  const picked: number[] = [];
  let at = 0;
  let sum = weights[0]!;
  for (let d = 0; d < draws; d++) {
    const place = (d + even) / draws;
    while (sum < place && at < weights.length - 1) sum += weights[++at]!;
    picked.push(at);
  }
  return picked;
}
