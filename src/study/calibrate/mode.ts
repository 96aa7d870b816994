import { factorise, inverse, solve } from '../../math/symmetric.ts';
import type { Likelihood } from './likelihood.ts';
import type { Predictor } from './predict.ts';
import type { LikelihoodTarget } from './targets.ts';

/** A maximum of the posterior on the scores, with the covariance that its curvature gives. */
export interface Mode {
  scores: Float64Array;
  /** logarithm of prior times likelihood, but for a constant */
  height: number;
  covariance: number[][];
  means: Float64Array;
}

/** Steps of differences on the scores: wide enough that counts of patients change smoothly. */
const STEP = 0.1;
const MOST_STEPS = 25;
/** Less is gained than the simulation tells. */
const ENOUGH = 0.01;

/** Logarithm of prior times likelihood; the prior of the scores is standard normal. */
export function heightOf(scores: ArrayLike<number>, logLikelihood: number): number {
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k]! ** 2;
  return logLikelihood - sum / 2;
}

/**
 * Climbs from some scores to a maximum of the posterior by Levenberg's and Marquardt's method. The same patients at all values
 * make the predicted figures smooth.
 *
 * Source: Marquardt (1963), J. Soc. Ind. Appl. Math. 11, 431-441.
 *
 * @param precision inverse of the covariance of the fitted targets, in their order
 */
export function climb(
  start: Float64Array,
  predictor: Predictor,
  likelihood: Likelihood,
  targets: readonly LikelihoodTarget[],
  precision: readonly (readonly number[])[],
): Mode | undefined {
  let scores = Float64Array.from(start);
  const first = predictor.meansAt(scores);
  if (!first) return undefined;
  let means: Float64Array = first;
  let height = heightOf(scores, likelihood.at(means));
  if (height === Number.NEGATIVE_INFINITY) return undefined;
  let damping = 1e-2;
  let curvature = curvatureAt(scores, means, predictor, likelihood, targets, precision);
  for (let step = 0; step < MOST_STEPS; step++) {
    const damped = curvature.matrix.map((row, k) =>
      row.map((entry, l) => (k === l ? entry * (1 + damping) : entry)),
    );
    const move = solve(factorise(damped), curvature.slope);
    const next = scores.map((score, k) => score + Math.max(-1, Math.min(1, move[k]!)));
    const nextMeans = predictor.meansAt(next);
    const nextHeight = nextMeans ? heightOf(next, likelihood.at(nextMeans)) : Number.NEGATIVE_INFINITY;
    if (nextMeans && nextHeight > height) {
      const gained = nextHeight - height;
      [scores, means, height] = [next, nextMeans, nextHeight];
      damping = Math.max(1e-6, damping / 5);
      if (gained < ENOUGH) break;
      curvature = curvatureAt(scores, means, predictor, likelihood, targets, precision);
    } else {
      damping *= 10;
      if (damping > 1e4) break;
    }
  }
  return { scores, height, means, covariance: inverse(factorise(curvature.matrix)) };
}

/** Gauss and Newton's curvature of minus the logarithm of the posterior, and its slope upwards. */
function curvatureAt(
  scores: Float64Array,
  means: Float64Array,
  predictor: Predictor,
  { published }: Likelihood,
  targets: readonly LikelihoodTarget[],
  precision: readonly (readonly number[])[],
): { matrix: number[][]; slope: Float64Array } {
  const places = targets.flatMap(({ isFitted }, k) => (isFitted ? [k] : []));
  const slopes = Array.from(scores, (score, k) => {
    const moved = (by: number) => predictor.meansAt(scores.with(k, score + by));
    const [above, below] = [moved(STEP), moved(-STEP)];
    return places.map((place) => {
      const [high, low] = [above?.[place] ?? means[place]!, below?.[place] ?? means[place]!];
      const width = (above ? STEP : 0) + (below ? STEP : 0);
      const slope = (high - low) / width;
      return Number.isFinite(slope) ? slope : 0;
    });
  });
  const residuals = places.map((place) => published[place]! - means[place]!);
  const weighted = slopes.map((own) =>
    precision.map((row) => row.reduce((sum, entry, l) => sum + entry * own[l]!, 0)),
  );
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return {
    matrix: slopes.map((_, k) => slopes.map((own, l) => dot(weighted[k]!, own) + (k === l ? 1 : 0))),
    slope: Float64Array.from(scores, (score, k) => dot(weighted[k]!, residuals) - score),
  };
}
