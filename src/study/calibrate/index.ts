/** Calibration: the joint posterior of free parameters, given published figures. */
import { titleOfTarget } from '../../estimates/targets.ts';
import { normalQuantile } from '../../math/normal.ts';
import { type EvenNumbers, evenNumbers } from '../../uncertainty/even.ts';
import { type Evaluate, evaluator } from './evaluate.ts';
import type { PointExecutor } from './executor.ts';
import { type FreeParameter, freeParameters, scoreOfValue } from './free.ts';
import { type Height, MixtureSample, type Proposal } from './importance.ts';
import { normalDraws } from './kernel.ts';
import { climb, heightOf, isSame, type Mode } from './mode.ts';
import type { Evaluation, Point, PointJob } from './points.ts';
import { proposalOf } from './propose.ts';
import { MOST_COHORTS } from './simulate-points.ts';
import { surrogateOf } from './surrogate.ts';
import { type Judged, type Likelihood, likelihoodOf, pooledErrors } from './synthetic.ts';
import { type LikelihoodTarget, likelihoodTargets } from './targets.ts';
import type { SamplePoint, Weighted } from './weighted.ts';

export { inlinePoints, type PointExecutor } from './executor.ts';
export type { FreeParameter } from './free.ts';
export type { Mode } from './mode.ts';
export type { Evaluation, PointJob } from './points.ts';
export type { LikelihoodTarget } from './targets.ts';

export interface CalibrateOptions extends PointJob {
  /**
   * cohorts simulated at each point, with common random numbers; the Monte Carlo error of a mean is that of one cohort over the
   * root of this number
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
  /** steps after the first points */
  steps: number;
  /** draws of the posterior evaluated with the held-out targets too: index of the point, and its evaluation */
  checked: readonly { index: number; evaluation: Evaluation }[];
  /** parameter sets that were simulated */
  evaluations: number;
}

/** Draws from the prior for each parameter; the best of them are starts, besides the values in the file. */
const STARTS_PER_PARAMETER = 20;
const STARTS = 4;
/** Cohorts at each point of the first, rough search. */
const LOOK = 100;
/** Ratio of the cohorts behind a covariance to those behind a mean. */
const PER_COVARIANCE = 16;
/** Maxima whose log posterior is lower by this much are left out. */
const FAR_BELOW = 10;
/** Share of the wanted effective sample size at which the covariance is estimated again. */
const SCOUTED = 0.3;
const MOST_STEPS = 40;
const NORMAL_DRAWS = 4000;
/** Effective sample sizes of the comparison with independent targets: wanted, and least to report an interval. */
const ENOUGH_APART = 200;
const FEWEST_APART = 100;
/** Draws of the posterior at which the held-out targets are predicted. */
const CHECKED = 100;

/**
 * Finds the posterior of the free parameters: first its maxima from several starts, then a weighted sample. At each point cohorts
 * are simulated with the size and follow-up of the sources. They give the expected figures and the covariance of their errors.
 *
 * @throws RangeError if no values reproduce the targets; the signal's reason when aborted
 */
export async function calibrate(options: CalibrateOptions): Promise<CalibrateResult> {
  const { scenario, seed, cohorts, effective, executor, onProgress, signal } = options;
  const { free } = freeParameters(scenario);
  const { targets } = likelihoodTargets(scenario);
  let evaluations = 0;
  const job: PointJob = { scenario, seed, engine: options.engine, generator: options.generator };
  const evaluate = evaluator(job, executor, (count) => (evaluations += count), signal);
  const even = evenNumbers(seed);
  const initial = Float64Array.from(free, (parameter) =>
    scoreOfValue(parameter, options.init?.[parameter.name] ?? parameter.value),
  );
  const errorsAt = async (scores: Float64Array): Promise<Likelihood> => {
    const point = { scores, cohorts: Math.min(MOST_COHORTS, PER_COVARIANCE * cohorts), hasCovariance: true };
    const [shown] = await evaluate([point]);
    if (!shown || shown.open) throw whyNone(shown, targets);
    return likelihoodOf(targets, pooledErrors(targets, [shown]));
  };
  const rough = await errorsAt(initial);
  const fewer = Math.min(cohorts, LOOK);
  const starts = await startsOf(evaluate, initial, even, fewer, rough);
  const firstModes = await climbs(starts, evaluate, targets, rough, fewer);
  const atMode = await errorsAt(firstModes[0]!.scores);
  const again = firstModes.map(({ scores }) => scores);
  const modes = await climbs(again, evaluate, targets, atMode, cohorts);
  if (options.isMapOnly) {
    const { points, posterior } = normalAt(modes[0]!, even);
    const { checked } = await checkedOf(evaluate, points, posterior, cohorts);
    return {
      ...{ free, targets, likelihood: atMode, modes, points, posterior, checked, evaluations },
      ...{ steps: 0, independent: undefined },
    };
  }
  let likelihood = atMode;
  const judged = new Map<Evaluation, { by: Likelihood; is: Judged }>();
  const judge = (evaluation: Evaluation): Judged => {
    const known = judged.get(evaluation);
    if (known?.by === likelihood) return known.is;
    const is = likelihood.at(evaluation);
    judged.set(evaluation, { by: likelihood, is });
    return is;
  };
  const right: Height = ({ scores, evaluation }) => heightOf(scores, evaluation && judge(evaluation).log);
  const apart: Height = ({ scores, evaluation }) =>
    heightOf(scores, evaluation && judge(evaluation).independent);
  const sample = new MixtureSample(
    free.length,
    (drawn) => evaluate(drawn.map((scores): Point => ({ scores, cohorts }))),
    even,
  );
  const points = pointsFor(effective);
  let round = 0;
  const better = async (): Promise<Proposal | undefined> => {
    const weighted = sample.weighted(right);
    const height = surrogateOf(
      sample.points,
      sample.points.map(right),
      targets.flatMap(({ isFitted }, k) => (isFitted ? [k] : [])),
      likelihood,
      cohorts,
    );
    if (!height) return undefined;
    const ownEven: EvenNumbers = (stream) => even(`surrogate ${round} ${stream}`);
    round++;
    const isKnown = weighted.effectiveSampleSize > 5 * free.length;
    return proposalOf(height, isKnown ? sample.momentsOf(weighted) : modes[0]!, ownEven, effective);
  };
  const grown = {
    ...{ heightOf: right, points, better },
    onStep: (reached: number) => onProgress?.(Math.min(reached, effective), effective),
  };
  await sample.addPrior(Math.ceil(points / 5));
  for (const { scores, covariance } of modes) await sample.addAbout(scores, covariance, points);
  let steps = await sample.grow({ ...grown, wanted: effective * SCOUTED, steps: MOST_STEPS });
  // from here on the covariance of cohorts all over the posterior replaces that at the maximum
  const scouted = await checkedOf(evaluate, sample.points, sample.weighted(right), cohorts);
  likelihood = likelihoodOf(
    targets,
    pooledErrors(
      targets,
      scouted.checked.map(({ evaluation }) => evaluation),
    ),
  );
  steps += await sample.grow({ ...grown, wanted: effective, steps: MOST_STEPS });
  if (options.isIndependentToo)
    await sample.grow({ heightOf: apart, wanted: ENOUGH_APART, points: ENOUGH_APART, steps: MOST_STEPS });
  const posterior = sample.weighted(right);
  const independent = sample.weighted(apart);
  const { checked } = await checkedOf(evaluate, sample.points, posterior, cohorts);
  return {
    ...{ free, targets, likelihood, modes, points: sample.points, posterior, checked, steps, evaluations },
    independent: independent.effectiveSampleSize < FEWEST_APART ? undefined : independent,
  };
}

/** Maxima from several starts, the highest first. */
async function climbs(
  starts: readonly Float64Array[],
  evaluate: Evaluate,
  targets: readonly LikelihoodTarget[],
  likelihood: Likelihood,
  cohorts: number,
): Promise<Mode[]> {
  const reached: Mode[] = [];
  for (const start of starts) {
    const mode = await climb(start, evaluate, targets, likelihood, cohorts, reached);
    if (mode) reached.push(mode);
  }
  const modes = distinct(reached);
  if (modes.length === 0) throw whyNone(undefined, targets);
  return modes;
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

/** Points of a step: a nearly normal posterior needs only a few steps. */
const pointsFor = (effective: number) => Math.max(100, Math.ceil(effective / 3));

async function startsOf(
  evaluate: Evaluate,
  initial: Float64Array,
  even: ReturnType<typeof evenNumbers>,
  cohorts: number,
  likelihood: Likelihood,
): Promise<Float64Array[]> {
  const stream = even('calibration starts');
  const drawn = Array.from({ length: STARTS_PER_PARAMETER * initial.length }, (_, i) =>
    // half of the prior standard deviation: values far from the centre rarely reach the targets
    initial.map((_, k) => normalQuantile(stream(i, k)) / 2),
  );
  const shown = await evaluate(drawn.map((scores): Point => ({ scores, cohorts })));
  const reached = drawn
    .map((scores, i) => ({ scores, height: heightOf(scores, shown[i] && likelihood.at(shown[i]).log) }))
    .filter(({ height }) => Number.isFinite(height))
    .sort((a, b) => b.height - a.height);
  return [initial, ...reached.slice(0, STARTS - 1).map(({ scores }) => scores)];
}

function distinct<T extends Mode>(modes: readonly T[]): T[] {
  const sorted = modes.filter(({ height }) => Number.isFinite(height)).sort((a, b) => b.height - a.height);
  return sorted.filter(
    ({ scores, height }, i) =>
      height > sorted[0]!.height - FAR_BELOW &&
      sorted.slice(0, i).every((other) => !isSame(scores, other.scores)),
  );
}

/** The error if no values are possible: cohorts do not show a figure, or the priors are too far from the targets. */
function whyNone(shown: Evaluation | undefined, targets: readonly LikelihoodTarget[]): RangeError {
  if (!shown?.open)
    return new RangeError('no values of the free parameters reach the targets; widen the priors');
  const { place, cohorts: open } = shown.open;
  return new RangeError(
    `of ${shown.cohorts} simulated cohorts ${open} do not show ${titleOfTarget(targets[place]!.raw)}: follow-up ends before, or nobody is in its subgroup`,
  );
}

/**
 * Draws of the posterior, evaluated with all targets. Each has a luck of its own: covariances of cohorts that share their patients
 * would all err alike, and the mean of a hundred of them would be no better than one.
 */
async function checkedOf(
  evaluate: Evaluate,
  points: readonly SamplePoint[],
  { weights }: Weighted,
  cohorts: number,
): Promise<Pick<CalibrateResult, 'checked'>> {
  const picked = resampled(weights, CHECKED, 0.5);
  const apart = [...new Set(picked)];
  const shown = await evaluate(
    apart.map(
      (i, luck): Point => ({
        ...{ scores: points[i]!.scores, cohorts, luck },
        ...{ isWhole: true, hasCovariance: true },
      }),
    ),
  );
  const known = new Map(apart.map((index, i) => [index, shown[i]]));
  const checked = picked.flatMap((index) => {
    const evaluation = known.get(index);
    return evaluation ? [{ index, evaluation }] : [];
  });
  return { checked };
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
