import { factorise, inverse, solve } from '../../math/symmetric.ts';
import type { Evaluate } from './evaluate.ts';
import type { Evaluation, Point } from './points.ts';
import type { Likelihood } from './synthetic.ts';
import type { LikelihoodTarget } from './targets.ts';

/** A maximum of the posterior on the scores, with the covariance that its curvature gives. */
export interface Mode {
  scores: Float64Array;
  /** logarithm of prior times likelihood, but for a constant */
  height: number;
  covariance: number[][];
}

/** Steps of differences on the scores: wide enough that counts of patients change smoothly. */
const STEP = 0.1;
const MOST_STEPS = 25;
/** Less is gained than the simulation tells. */
const ENOUGH = 0.05;

/** Logarithm of prior times likelihood; the prior of the scores is standard normal. */
export function heightOf(scores: ArrayLike<number>, logLikelihood: number | undefined): number {
  if (logLikelihood === undefined) return Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k]! ** 2;
  return logLikelihood - sum / 2;
}

/**
 * Climbs from some scores to a maximum of the posterior by Levenberg's and Marquardt's method. The same patients at all values
 * make the predicted figures smooth. Several lengths of a step are tried at once.
 *
 * Source: Marquardt (1963), J. Soc. Ind. Appl. Math. 11, 431-441.
 *
 * @param cohorts at each point
 * @param known maxima: whoever comes so near to one stops
 * @returns undefined where the likelihood is nothing, or a known maximum is reached
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
  const heightAt = (at: Float64Array, one: Evaluation | undefined) =>
    heightOf(at, one && likelihood.at(one).log);
  let height = heightAt(scores, here);
  if (!here || height === Number.NEGATIVE_INFINITY) return undefined;
  let damping = 1e-2;
  let curvature = await curvatureAt(scores, here, evaluate, targets, likelihood, cohorts);
  for (let step = 0; step < MOST_STEPS; step++) {
    const tries = [damping / 10, damping, damping * 10, damping * 100].map((amount) => ({
      amount,
      scores: moved(scores, curvature, amount),
    }));
    const found = await evaluate(tries.map((one): Point => ({ scores: one.scores, cohorts })));
    const heights = found.map((one, i) => heightAt(tries[i]!.scores, one));
    const best = heights.reduce((most, one, i) => (one > heights[most]! ? i : most), 0);
    const gained = heights[best]! - height;
    if (!(gained > 0)) {
      if (damping > 1e2) break;
      damping *= 1e3;
      continue;
    }
    scores = tries[best]!.scores;
    here = found[best]!;
    height = heights[best]!;
    damping = Math.max(1e-6, tries[best]!.amount);
    if (known.some((mode) => isSame(mode.scores, scores))) return undefined;
    curvature = await curvatureAt(scores, here, evaluate, targets, likelihood, cohorts);
    if (gained < ENOUGH) break;
  }
  return { scores, height, covariance: inverse(factorise(curvature.matrix)) };
}

/** Two maxima nearer than this on the scores are one. */
const SAME = 0.5;

export function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.every((score, k) => Math.abs(score - b[k]!) <= SAME);
}

interface Curvature {
  matrix: number[][];
  slope: Float64Array;
}

/** A step no longer than one prior standard deviation in any direction. */
function moved(scores: Float64Array, { matrix, slope }: Curvature, damping: number): Float64Array {
  const damped = matrix.map((row, k) => row.map((entry, l) => (k === l ? entry * (1 + damping) : entry)));
  const move = solve(factorise(damped), slope);
  return scores.map((score, k) => score + Math.max(-1, Math.min(1, move[k]!)));
}

/** Gauss and Newton's curvature of minus the logarithm of the posterior, and its slope upwards. */
async function curvatureAt(
  scores: Float64Array,
  here: Evaluation,
  evaluate: Evaluate,
  targets: readonly LikelihoodTarget[],
  likelihood: Likelihood,
  cohorts: number,
): Promise<Curvature> {
  const { means } = here;
  const errors = likelihood.errorsAt(here);
  const joined = targets.flatMap(({ isFitted, cohort }, k) => (isFitted && cohort !== undefined ? [k] : []));
  const alone = targets.flatMap(({ isFitted, cohort }, k) => (isFitted && cohort === undefined ? [k] : []));
  const places = [...joined, ...alone];
  const together = inverse(factorise(likelihood.covarianceAt(here)));
  const precision = places.map((k, i) =>
    places.map((_, j) =>
      i < joined.length && j < joined.length
        ? together[i]![j]!
        : i === j
          ? targets[k]!.weight / errors[k]! ** 2
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
