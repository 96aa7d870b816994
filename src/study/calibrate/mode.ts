import { factorise, inverse, solve } from '../../math/symmetric.ts';
import type { Evaluate } from './evaluate.ts';
import type { Evaluation, Point } from './points.ts';
import type { Likelihood } from './synthetic.ts';
import type { LikelihoodTarget } from './targets.ts';

/** A maximum of the posterior in the space of the scores, with the inverse of its curvature as covariance. */
export interface Mode {
  scores: Float64Array;
  /** logarithm of prior times likelihood, up to a constant */
  height: number;
  covariance: number[][];
}

/** Step of the finite differences, in scores: wide enough that counts of patients change smoothly. */
const STEP = 0.1;
const MOST_STEPS = 25;
/** A smaller gain is below the noise of the simulation, and ends the search. */
const ENOUGH = 0.05;

/** Logarithm of prior times likelihood; the prior of the scores is standard normal. */
export function heightOf(scores: ArrayLike<number>, logLikelihood: number | undefined): number {
  if (logLikelihood === undefined) return Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k]! ** 2;
  return logLikelihood - sum / 2;
}

/**
 * Finds a maximum of the posterior from a start by the Levenberg-Marquardt method. Common random numbers make the predicted
 * figures smooth functions of the scores. Each step tries several damping factors at once.
 *
 * Source: Marquardt (1963), J. Soc. Ind. Appl. Math. 11, 431-441.
 *
 * @param cohorts simulated at each point
 * @param known maxima that were found before; the search stops near one of them
 * @returns undefined if the likelihood at the start is 0, or if a known maximum is reached
 */
export async function climb(
  start: Float64Array,
  evaluate: Evaluate,
  targets: readonly LikelihoodTarget[],
  likelihood: Likelihood,
  cohorts: number,
  known: readonly Mode[] = [],
): Promise<Mode | undefined> {
  let scores: Float64Array = Float64Array.from(start);
  let [here] = await evaluate([{ scores, cohorts }]);
  const heightAt = (at: Float64Array, evaluation: Evaluation | undefined) =>
    heightOf(at, evaluation && likelihood.at(evaluation).log);
  let height = heightAt(scores, here);
  if (!here || height === Number.NEGATIVE_INFINITY) return undefined;
  let damping = 1e-2;
  let curvature = await curvatureAt(scores, here, evaluate, targets, likelihood, cohorts);
  for (let step = 0; step < MOST_STEPS; step++) {
    const tries = [damping / 10, damping, damping * 10, damping * 100].map((amount) => ({
      amount,
      scores: moved(scores, curvature, amount),
    }));
    const evaluations = await evaluate(tries.map((attempt): Point => ({ scores: attempt.scores, cohorts })));
    const heights = evaluations.map((evaluation, i) => heightAt(tries[i]!.scores, evaluation));
    const best = heights.reduce((most, height, i) => (height > heights[most]! ? i : most), 0);
    const gained = heights[best]! - height;
    if (!(gained > 0)) {
      if (damping > 1e2) break;
      damping *= 1e3;
      continue;
    }
    scores = tries[best]!.scores;
    here = evaluations[best]!;
    height = heights[best]!;
    damping = Math.max(1e-6, tries[best]!.amount);
    if (known.some((mode) => isSame(mode.scores, scores))) return undefined;
    curvature = await curvatureAt(scores, here, evaluate, targets, likelihood, cohorts);
    if (gained < ENOUGH) break;
  }
  return { scores, height, covariance: inverse(factorise(curvature.matrix)) };
}

/** Maxima closer than this in every score are the same. */
const SAME = 0.5;

export function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.every((score, k) => Math.abs(score - b[k]!) <= SAME);
}

interface Curvature {
  matrix: number[][];
  slope: Float64Array;
}

/** The scores after a step, which is at most one prior standard deviation in each score. */
function moved(scores: Float64Array, { matrix, slope }: Curvature, damping: number): Float64Array {
  const damped = matrix.map((row, k) => row.map((entry, l) => (k === l ? entry * (1 + damping) : entry)));
  const move = solve(factorise(damped), slope);
  return scores.map((score, k) => score + Math.max(-1, Math.min(1, move[k]!)));
}

/** Gauss-Newton approximation of the curvature of minus the log posterior, and the gradient of the log posterior. */
async function curvatureAt(
  scores: Float64Array,
  here: Evaluation,
  evaluate: Evaluate,
  targets: readonly LikelihoodTarget[],
  likelihood: Likelihood,
  cohorts: number,
): Promise<Curvature> {
  const { means } = here;
  const joined = targets.flatMap(({ isFitted, cohort }, k) => (isFitted && cohort !== undefined ? [k] : []));
  const alone = targets.flatMap(({ isFitted, cohort }, k) => (isFitted && cohort === undefined ? [k] : []));
  const places = [...joined, ...alone];
  const together = inverse(factorise(likelihood.covariance));
  const precision = places.map((k, i) =>
    places.map((_, j) =>
      i < joined.length && j < joined.length
        ? together[i]![j]!
        : i === j
          ? targets[k]!.weight / likelihood.errors[k]! ** 2
          : 0,
    ),
  );
  const around = await evaluate(
    [...scores].flatMap((score, k) =>
      [STEP, -STEP].map((by): Point => ({ scores: scores.with(k, score + by), cohorts })),
    ),
  );
  const slopes = Array.from(scores, (_, k) => {
    const [above, below] = [around[2 * k]?.means, around[2 * k + 1]?.means];
    return places.map((place) => {
      const [high, low] = [above?.[place] ?? means[place]!, below?.[place] ?? means[place]!];
      const width = (above ? STEP : 0) + (below ? STEP : 0);
      const slope = (high - low) / width;
      return Number.isFinite(slope) ? slope : 0;
    });
  });
  const residuals = places.map((place) => likelihood.published[place]! - means[place]!);
  const weighted = slopes.map((column) =>
    precision.map((row) => row.reduce((sum, entry, l) => sum + entry * column[l]!, 0)),
  );
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return {
    matrix: slopes.map((_, k) => slopes.map((column, l) => dot(weighted[k]!, column) + (k === l ? 1 : 0))),
    slope: Float64Array.from(scores, (score, k) => dot(weighted[k]!, residuals) - score),
  };
}
