/** Calibration: the values of free parameters that reproduce published figures, with all that these leave open. */
import { factorise, inverse } from '../../math/symmetric.ts';
import { evenNumbers } from '../../uncertainty/even.ts';
import { type FreeParameter, scoreOfValue } from './free.ts';
import { importanceSample, type Weighted } from './importance.ts';
import { type ErrorModel, errorModelAt, type Likelihood, likelihoodOf } from './likelihood.ts';
import { climb, heightOf, type Mode } from './mode.ts';
import { type CalibrationJob, type Predictor, predictor } from './predict.ts';
import type { LikelihoodTarget } from './targets.ts';

export interface CalibrateOptions extends CalibrationJob {
  /** effective sample size that ends the work */
  effective: number;
  onProgress?: (effective: number, wanted: number) => void;
  signal?: AbortSignal;
}

export interface CalibrateResult {
  free: readonly FreeParameter[];
  targets: readonly LikelihoodTarget[];
  errorModel: ErrorModel;
  likelihood: Likelihood;
  /** the highest first */
  modes: Mode[];
  /** with the expected figures of the fitted targets at each point, NaN of others; undefined where values cannot be together */
  posterior: Weighted & { means: (Float64Array | undefined)[] };
  /** the expected figures of all targets, those held out too, on their scales */
  predict(scores: ArrayLike<number>): Float64Array | undefined;
  /** parameter sets that were simulated */
  evaluations: number;
}

/** Starts of the search: the file's own values, and the best of these draws of the prior. */
const PRIOR_STARTS = 200;
const STARTS = 4;
/** Two maxima nearer than this on the scores are one. */
const SAME = 0.5;
const POINTS = 500;
const STEPS = 40;

/**
 * Finds the posterior of the free parameters: the maximum from several starts, then weighted points of the whole.
 *
 * The likelihood is synthetic: at a first maximum, cohorts are simulated as the sources observed theirs, and tell how the
 * published figures err together. The maximum is then found again.
 *
 * @throws RangeError where no values reach the targets; the signal's reason when aborted
 */
export async function calibrate(options: CalibrateOptions): Promise<CalibrateResult> {
  const { scenario, free, targets, patients, seed, effective, signal } = options;
  let evaluations = 0;
  const simulator = counting(predictor(options), () => {
    signal?.throwIfAborted();
    evaluations++;
  });
  const own = Float64Array.from(free, (one) => scoreOfValue(one, one.value));
  const even = evenNumbers(seed);
  const rough = errorModelAt(simulator, own, scenario, targets, patients);
  const roughly = likelihoodOf(targets, rough);
  const starts = startsOf(simulator, roughly, own, even, free.length);
  const first = await best(simulator, rough, roughly, starts, targets);
  const errorModel = errorModelAt(simulator, first[0]!.scores, scenario, targets, patients);
  const likelihood = likelihoodOf(targets, errorModel);
  const modes = await best(
    simulator,
    errorModel,
    likelihood,
    first.map(({ scores }) => scores),
    targets,
  );
  const predict = (scores: ArrayLike<number>) => simulator.meansAt(scores, true);
  const result = { free, targets, errorModel, likelihood, modes, predict };
  const means: (Float64Array | undefined)[] = [];
  const weighted = await importanceSample({
    dimensions: free.length,
    heightsOf: async (drawn) => {
      const heights: number[] = [];
      for (const scores of drawn) {
        const found = simulator.meansAt(scores);
        means.push(found);
        heights.push(heightOf(scores, likelihood.at(found)));
        if (heights.length % 50 === 0) await new Promise((resolve) => setTimeout(resolve));
      }
      return heights;
    },
    even,
    modes,
    wanted: effective,
    points: POINTS,
    steps: STEPS,
    onStep: (found) => options.onProgress?.(Math.min(found, effective), effective),
  });
  return { ...result, posterior: { ...weighted, means }, evaluations };
}

function counting(simulator: Predictor, onCall: () => void): Predictor {
  return {
    meansAt: (scores, isWhole) => {
      onCall();
      return simulator.meansAt(scores, isWhole);
    },
    cohortsAt: simulator.cohortsAt,
  };
}

function startsOf(
  simulator: Predictor,
  likelihood: Likelihood,
  own: Float64Array,
  even: ReturnType<typeof evenNumbers>,
  dimensions: number,
): Float64Array[] {
  const stream = even('calibration starts');
  const drawn = Array.from({ length: PRIOR_STARTS }, (_, i) => {
    // of half the prior's width: far out little is reached
    const scores = Float64Array.from({ length: dimensions }, (_, k) => 2 * stream(i, k) - 1);
    return { scores, height: heightOf(scores, likelihood.at(simulator.meansAt(scores))) };
  });
  const reached = drawn.filter(({ height }) => Number.isFinite(height)).sort((a, b) => b.height - a.height);
  return [own, ...reached.slice(0, STARTS - 1).map(({ scores }) => scores)];
}

async function best(
  simulator: Predictor,
  errorModel: ErrorModel,
  likelihood: Likelihood,
  starts: readonly Float64Array[],
  targets: readonly LikelihoodTarget[],
): Promise<Mode[]> {
  const fitted = Float64Array.from(
    targets.flatMap(({ isFitted }, k) => (isFitted ? [errorModel.errors[k]!] : [])),
  );
  const precision = inverse(factorise(errorModel.correlation)).map((row, k) =>
    row.map((entry, l) => entry / (fitted[k]! * fitted[l]!)),
  );
  const found: Mode[] = [];
  for (const start of starts) {
    const mode = climb(start, simulator, likelihood, targets, precision);
    if (mode) found.push(mode);
    await new Promise((resolve) => setTimeout(resolve));
  }
  if (found.length === 0)
    throw new RangeError('no values of the free parameters reach the targets; widen the priors');
  found.sort((a, b) => b.height - a.height);
  return found.filter(
    ({ scores, height }, i) =>
      height > found[0]!.height - 10 &&
      found
        .slice(0, i)
        .every((other) => Math.max(...scores.map((score, k) => Math.abs(score - other.scores[k]!))) > SAME),
  );
}
