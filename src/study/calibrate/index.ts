/** Calibration: the values of free parameters that reproduce published figures, with all that these leave open. */
import { titleOfTarget } from '../../estimates/targets.ts';
import { normalQuantile } from '../../math/normal.ts';
import { type EvenNumbers, evenNumbers } from '../../uncertainty/even.ts';
import { type Evaluate, evaluator } from './evaluate.ts';
import type { PointExecutor } from './executor.ts';
import { type FreeParameter, freeParameters, scoreOfValue } from './free.ts';
import {
  type Height,
  MixtureSample,
  normalDraws,
  type Proposal,
  type SamplePoint,
  type Weighted,
} from './importance.ts';
import { climb, heightOf, isSame, type Mode } from './mode.ts';
import type { Evaluation, Point, PointJob } from './points.ts';
import { proposalOf } from './propose.ts';
import { MOST_COHORTS } from './simulate-points.ts';
import { surrogateOf } from './surrogate.ts';
import { type Judged, type Likelihood, likelihoodOf, pooledErrors } from './synthetic.ts';
import { type LikelihoodTarget, likelihoodTargets } from './targets.ts';

export { inlinePoints, type PointExecutor } from './executor.ts';
export type { FreeParameter } from './free.ts';
export type { Mode } from './mode.ts';
export type { Evaluation, PointJob } from './points.ts';
export type { LikelihoodTarget } from './targets.ts';

export interface CalibrateOptions extends PointJob {
  /** simulated at each point, the same ones: the Monte Carlo error of a mean is 1 in the root of them */
  cohorts: number;
  /** effective sample size that ends the work */
  effective: number;
  /** values where the search begins; those of the scenario unless given */
  init?: Readonly<Record<string, number>>;
  /** also draws points for the posterior of independent targets, which is told for comparison */
  isIndependentToo?: boolean;
  /** the maximum alone, with the normal law that its curvature gives */
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
  /** of the same points if all targets were independent; undefined where too few reach there */
  independent: Weighted | undefined;
  /** steps after the first points */
  steps: number;
  /** draws of the posterior with the targets held out too: index of the point, and what its cohorts show */
  checked: readonly { index: number; evaluation: Evaluation }[];
  /** parameter sets that were simulated */
  evaluations: number;
}

/** So many draws of the prior for each parameter, of which the best are starts beside the file's own values. */
const STARTS_PER_PARAMETER = 20;
const STARTS = 4;
/** Cohorts of a first look. */
const LOOK = 100;
/** Cohorts behind a covariance, over those behind a mean. */
const PER_COVARIANCE = 16;
/** Maxima so much lower are none that matter. */
const FAR_BELOW = 10;
/** The share of the effective sample size that the first look is to have. */
const SCOUTED = 0.3;
const MOST_STEPS = 40;
const NORMAL_DRAWS = 4000;
/** The posterior of independent targets is told for comparison: fewer points in effect tell no width. */
const ENOUGH_APART = 200;
const FEWEST_APART = 100;
/** Draws of the posterior at which the targets held out are predicted. */
const CHECKED = 100;

/**
 * Finds the posterior of the free parameters: the maximum from several starts, then weighted points of the whole. At each point
 * cohorts are simulated as the sources observed theirs, and tell what figures these would publish, and how they err together.
 *
 * @throws RangeError where no values reach the targets; the signal's reason when aborted
 */
export async function calibrate(options: CalibrateOptions): Promise<CalibrateResult> {
  const { scenario, seed, cohorts, effective, executor, onProgress, signal } = options;
  const { free } = freeParameters(scenario);
  const { targets } = likelihoodTargets(scenario);
  let evaluations = 0;
  const job: PointJob = { scenario, seed, engine: options.engine, generator: options.generator };
  const evaluate = evaluator(job, executor, (count) => (evaluations += count), signal);
  const even = evenNumbers(seed);
  const own = Float64Array.from(free, (one) => scoreOfValue(one, options.init?.[one.name] ?? one.value));
  const errorsAt = async (scores: Float64Array): Promise<Likelihood> => {
    const point = { scores, cohorts: Math.min(MOST_COHORTS, PER_COVARIANCE * cohorts), hasCovariance: true };
    const [shown] = await evaluate([point]);
    if (!shown || shown.open) throw whyNone(shown, targets);
    return likelihoodOf(targets, pooledErrors(targets, [shown]));
  };
  const rough = await errorsAt(own);
  const fewer = Math.min(cohorts, LOOK);
  const starts = await startsOf(evaluate, own, even, fewer, rough);
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
  // the covariance of cohorts all over the posterior, in place of that at the maximum
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
  const found: Mode[] = [];
  for (const start of starts) {
    const mode = await climb(start, evaluate, targets, likelihood, cohorts, found);
    if (mode) found.push(mode);
  }
  const modes = distinct(found);
  if (modes.length === 0) throw whyNone(undefined, targets);
  return modes;
}

/** Draws of the normal law that a maximum's curvature gives: as good as the posterior is normal. */
function normalAt({ scores, covariance }: Mode, even: EvenNumbers) {
  const drawn = normalDraws(scores, covariance, NORMAL_DRAWS, even('calibration normal'));
  const weights = new Float64Array(NORMAL_DRAWS).fill(1 / NORMAL_DRAWS);
  return {
    points: drawn.map((one): SamplePoint => ({ scores: one, evaluation: undefined })),
    posterior: { weights, effectiveSampleSize: NaN, largestWeight: NaN, logTotal: NaN } satisfies Weighted,
  };
}

/** Of each step: a few steps reach what is wanted where the posterior is nearly normal. */
const pointsFor = (effective: number) => Math.max(100, Math.ceil(effective / 3));

async function startsOf(
  evaluate: Evaluate,
  own: Float64Array,
  even: ReturnType<typeof evenNumbers>,
  cohorts: number,
  likelihood: Likelihood,
): Promise<Float64Array[]> {
  const stream = even('calibration starts');
  const drawn = Array.from({ length: STARTS_PER_PARAMETER * own.length }, (_, i) =>
    // of half the prior's width: far out little is reached
    own.map((_, k) => normalQuantile(stream(i, k)) / 2),
  );
  const shown = await evaluate(drawn.map((scores): Point => ({ scores, cohorts })));
  const reached = drawn
    .map((scores, i) => ({ scores, height: heightOf(scores, shown[i] && likelihood.at(shown[i]).log) }))
    .filter(({ height }) => Number.isFinite(height))
    .sort((a, b) => b.height - a.height);
  return [own, ...reached.slice(0, STARTS - 1).map(({ scores }) => scores)];
}

function distinct<T extends Mode>(found: readonly T[]): T[] {
  const sorted = found.filter(({ height }) => Number.isFinite(height)).sort((a, b) => b.height - a.height);
  return sorted.filter(
    ({ scores, height }, i) =>
      height > sorted[0]!.height - FAR_BELOW &&
      sorted.slice(0, i).every((other) => !isSame(scores, other.scores)),
  );
}

/** Why no values are possible: a figure that cohorts do not show, or priors too far away. */
function whyNone(shown: Evaluation | undefined, targets: readonly LikelihoodTarget[]): RangeError {
  if (!shown?.open)
    return new RangeError('no values of the free parameters reach the targets; widen the priors');
  const { place, cohorts: open } = shown.open;
  return new RangeError(
    `of ${shown.cohorts} simulated cohorts ${open} do not show ${titleOfTarget(targets[place]!.raw)}: follow-up ends before, or nobody is in its subgroup`,
  );
}

/** Points of the posterior in proportion to their weights, with all targets. */
async function checkedOf(
  evaluate: Evaluate,
  points: readonly SamplePoint[],
  { weights }: Weighted,
  cohorts: number,
): Promise<Pick<CalibrateResult, 'checked'>> {
  const picked = resampled(weights, CHECKED, 0.5);
  const apart = [...new Set(picked)];
  const shown = await evaluate(
    apart.map((i): Point => ({ scores: points[i]!.scores, cohorts, isWhole: true, hasCovariance: true })),
  );
  const known = new Map(apart.map((index, i) => [index, shown[i]]));
  const checked = picked.flatMap((index) => {
    const evaluation = known.get(index);
    return evaluation ? [{ index, evaluation }] : [];
  });
  return { checked };
}

/** Points in proportion to their weights, by one even number for all (systematic resampling: Kitagawa 1996). */
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
