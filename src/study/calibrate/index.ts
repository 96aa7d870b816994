/** Calibration: the joint posterior of free parameters, given published figures. */
import { type EvenNumbers, evenNumbers } from '../../uncertainty/even.ts';
import { evaluator } from './evaluate.ts';
import type { PointExecutor } from './executor.ts';
import { type FreeParameter, freeParameters, scoreOfValue } from './free.ts';
import { normalDraws } from './kernel.ts';
import { climbs, startsOf, whyNone } from './maxima.ts';
import type { Mode } from './mode.ts';
import type { Point, PointJob } from './points.ts';
import { posteriorSample } from './posterior.ts';
import { type EvaluateApart, type Predicted, predictedAt } from './predicted.ts';
import { MOST_COHORTS } from './simulate-points.ts';
import { type Likelihood, likelihoodOf, pooledCovariance } from './synthetic.ts';
import { type LikelihoodTarget, likelihoodTargets } from './targets.ts';
import type { SamplePoint, Weighted } from './weighted.ts';

export { inlinePoints, type PointExecutor } from './executor.ts';
export type { FreeParameter } from './free.ts';
export type { Mode } from './mode.ts';
export type { PointJob } from './points.ts';
export type { LikelihoodTarget } from './targets.ts';

export interface CalibrateOptions extends PointJob {
  /**
   * cohorts simulated at each point; the Monte Carlo error of a mean is that of one cohort over the root of this number
   */
  cohorts: number;
  /** effective sample size that ends the work */
  effective: number;
  /** values at which the search begins; by default those of the scenario */
  init?: Readonly<Record<string, number>>;
  /** also finds the posterior with all targets independent, for comparison */
  isIndependentToo?: boolean;
  /** only the maximum, with the normal approximation at it */
  isMapOnly?: boolean;
  executor: PointExecutor;
  /** receives the effective sample size so far, and that wanted */
  onProgress?: (effective: number, wanted: number) => void;
  signal?: AbortSignal;
}

export interface CalibrateResult {
  free: readonly FreeParameter[];
  targets: readonly LikelihoodTarget[];
  likelihood: Likelihood;
  /** the highest first */
  modes: Mode[];
  points: readonly SamplePoint[];
  posterior: Weighted;
  /** weights of the same points with all targets independent; undefined if their effective sample size is too small */
  independent: Weighted | undefined;
  /** draws of the posterior evaluated with the held-out targets too; the covariance of the likelihood is from them */
  predicted: readonly Predicted[];
  /** parameter sets that were simulated */
  evaluations: number;
}

/** Cohorts at each point of the first, rough search. */
const LOOK = 100;
/** Ratio of the cohorts behind the covariance at a maximum to those behind a mean. */
const PER_COVARIANCE = 16;
const NORMAL_DRAWS = 4000;
/** Draws of the normal approximation at which all targets are predicted. */
const PREDICTED = 100;

/**
 * Finds the posterior of the free parameters: first its maxima from several starts, then a weighted sample. At each point cohorts
 * are simulated with the size and follow-up of the sources. They give the expected figures and the covariance of their errors.
 *
 * @throws RangeError if no values reproduce the targets; the signal's reason when aborted
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { calibrate, checkScenario, inlinePoints, summarisePosterior } from 'sojourn';
 *
 * const text = readFileSync('scenarios/calibration.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const result = await calibrate({
 *   scenario: scenario!,
 *   seed: '1',
 *   cohorts: 100,
 *   effective: 100,
 *   isMapOnly: true,
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 *   executor: inlinePoints(),
 * });
 * const { parameters } = summarisePosterior(result, '1', 100);
 * console.log(parameters.relapses!.mode.toFixed(3));
 * // 0.031
 * ```
 */
export async function calibrate(options: CalibrateOptions): Promise<CalibrateResult> {
  const { scenario, seed, cohorts, executor, signal } = options;
  const { free } = freeParameters(scenario);
  const { targets } = likelihoodTargets(scenario);
  let evaluations = 0;
  const job: PointJob = { scenario, seed, engine: options.engine, generator: options.generator };
  const evaluate = evaluator(job, executor, (count) => (evaluations += count), signal);
  let streams = 0;
  const evaluateApart: EvaluateApart = (drawn, what) =>
    evaluate(drawn.map((scores): Point => ({ scores, cohorts, stream: streams++, ...what })));
  const even = evenNumbers(seed);
  const initial = Float64Array.from(free, (parameter) =>
    scoreOfValue(parameter, options.init?.[parameter.name] ?? parameter.value),
  );
  const likelihoodAt = async (scores: Float64Array): Promise<Likelihood> => {
    const point = { scores, cohorts: Math.min(MOST_COHORTS, PER_COVARIANCE * cohorts), hasCovariance: true };
    const [shown] = await evaluate([point]);
    if (!shown || shown.open) throw whyNone(shown, targets);
    return likelihoodOf(targets, pooledCovariance([shown]));
  };
  const rough = await likelihoodAt(initial);
  const fewer = Math.min(cohorts, LOOK);
  const starts = await startsOf(evaluate, initial, even, fewer, rough);
  const firstModes = await climbs(starts, evaluate, targets, rough, fewer);
  const likelihood = await likelihoodAt(firstModes[0]!.scores);
  const again = firstModes.map(({ scores }) => scores);
  const modes = await climbs(again, evaluate, targets, likelihood, cohorts);
  if (options.isMapOnly) {
    const { points, posterior } = normalAt(modes[0]!, even);
    const predicted = await predictedAt(evaluateApart, points, posterior, PREDICTED, { isWhole: true });
    return {
      ...{ free, targets, likelihood, modes, points, posterior, predicted, evaluations },
      independent: undefined,
    };
  }
  const sample = await posteriorSample({
    ...{ targets, modes, likelihood, evaluate: evaluateApart, even, effective: options.effective },
    ...{ isIndependentToo: options.isIndependentToo ?? false, onProgress: options.onProgress },
  });
  return { free, targets, modes, ...sample, evaluations };
}

/** Draws from the normal approximation at a maximum. */
function normalAt(mode: Mode, even: EvenNumbers) {
  const drawn = normalDraws(mode.scores, mode.covariance, NORMAL_DRAWS, even('calibration normal'));
  const weights = new Float64Array(NORMAL_DRAWS).fill(1 / NORMAL_DRAWS);
  return {
    points: drawn.map((scores): SamplePoint => ({ scores, evaluation: undefined })),
    posterior: { weights, effectiveSampleSize: NaN, largestWeight: NaN, logTotal: NaN } satisfies Weighted,
  };
}
