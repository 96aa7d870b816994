import type { EvenNumbers } from '../../uncertainty/even.ts';
import { type Height, MixtureSample } from './importance.ts';
import { heightOf, type Mode } from './mode.ts';
import type { Evaluation } from './points.ts';
import { type EvaluateApart, type Predicted, predictedAt } from './predicted.ts';
import { proposalOf } from './propose.ts';
import { surrogateOf } from './surrogate.ts';
import { type Judged, type Likelihood, likelihoodOf, pooledCovariance } from './synthetic.ts';
import type { LikelihoodTarget } from './targets.ts';
import type { SamplePoint, Weighted } from './weighted.ts';

export interface SampleOptions {
  targets: readonly LikelihoodTarget[];
  /** the highest first */
  modes: readonly Mode[];
  /** with the covariance at the highest maximum */
  likelihood: Likelihood;
  evaluate: EvaluateApart;
  even: EvenNumbers;
  /** effective sample size that ends the work */
  effective: number;
  isIndependentToo: boolean;
  /** effective sample size that is reached, of that in all */
  onProgress?: (reached: number, wanted: number) => void;
}

export interface PosteriorSample {
  points: readonly SamplePoint[];
  posterior: Weighted;
  /** with all targets independent; undefined if it was not asked for, or if the effective sample size is too small */
  independent: Weighted | undefined;
  likelihood: Likelihood;
  /** the draws that the covariance of the likelihood is from */
  predicted: readonly Predicted[];
}

/** Shares of the wanted effective sample size at which the covariance is estimated again, and from how many draws. */
const LEARNS: readonly { at: number; draws: number }[] = [
  { at: 0.2, draws: 100 },
  { at: 0.8, draws: 400 },
];
const MOST_STEPS = 40;
/** Effective sample sizes of the comparison with independent targets: wanted, and least to report an interval. */
const ENOUGH_INDEPENDENT = 200;
const FEWEST_INDEPENDENT = 100;

/**
 * The posterior as weighted points. Each point is simulated with a random stream of its own: errors of the simulated means then
 * average out over the points, while with common random numbers all points would share one error. By the normal density of a mean
 * with such an error, weights have the expectation that the likelihood with the error's variance added to the covariance gives
 * (Andrieu & Roberts 2009, Ann. Statist. 37, 697-725).
 *
 * The covariance of a cohort's figures is first that at the highest maximum, then that of cohorts all over the posterior, which is
 * estimated twice since the posterior moves with it.
 */
export async function posteriorSample(options: SampleOptions): Promise<PosteriorSample> {
  const { targets, modes, evaluate, even, effective, isIndependentToo } = options;
  const size = modes[0]!.scores.length;
  const wanted = effective + (isIndependentToo ? ENOUGH_INDEPENDENT : 0);
  let { likelihood } = options;
  const judge = remembered((evaluation) => likelihood.at(evaluation));
  const right: Height = ({ scores, evaluation }) => heightOf(scores, evaluation && judge(evaluation).log);
  const apart: Height = ({ scores, evaluation }) =>
    heightOf(scores, evaluation && judge(evaluation).independent);
  const sample = new MixtureSample(size, (drawn) => evaluate(drawn), even);
  let round = 0;
  /** A proposal from a surrogate of the likelihood. */
  const betterFor = (height: Height, isIndependent: boolean, draws: number) => async () => {
    const weighted = sample.weighted(height);
    const surrogate = surrogateOf(sample.points, sample.points.map(height), targets, (evaluation) => {
      const judged = likelihood.at(evaluation);
      return isIndependent ? judged.independent : judged.log;
    });
    if (!surrogate) return undefined;
    const own = round++;
    const about = weighted.effectiveSampleSize > 5 * size ? sample.momentsOf(weighted) : modes[0]!;
    return proposalOf(surrogate, about, (stream) => even(`surrogate ${own} ${stream}`), draws);
  };
  const points = pointsFor(effective);
  const growTo = (share: number) =>
    sample.grow({
      ...{ heightOf: right, wanted: share * effective, points, steps: MOST_STEPS },
      better: betterFor(right, false, effective),
      onStep: (reached) => options.onProgress?.(Math.min(reached, effective), wanted),
    });
  await sample.addPrior(Math.ceil(points / 5));
  for (const { scores, covariance } of modes) await sample.addAbout(scores, covariance, points);
  let predicted: Predicted[] = [];
  for (const { at, draws } of LEARNS) {
    await growTo(at);
    predicted = await predictedAt(evaluate, sample.points, sample.weighted(right), draws, {
      isWhole: true,
    });
    likelihood = likelihoodOf(targets, pooledCovariance(predicted.map(({ evaluation }) => evaluation)));
    judge.forget();
  }
  await growTo(1);
  if (isIndependentToo)
    await sample.grow({
      ...{ heightOf: apart, wanted: ENOUGH_INDEPENDENT, points: ENOUGH_INDEPENDENT, steps: MOST_STEPS },
      better: betterFor(apart, true, ENOUGH_INDEPENDENT),
      onStep: (reached) => options.onProgress?.(effective + Math.min(reached, ENOUGH_INDEPENDENT), wanted),
    });
  const independent = isIndependentToo ? sample.weighted(apart) : undefined;
  return {
    ...{ points: sample.points, posterior: sample.weighted(right), likelihood, predicted },
    independent:
      independent && independent.effectiveSampleSize >= FEWEST_INDEPENDENT ? independent : undefined,
  };
}

/** Points of a step: a nearly normal posterior needs only a few steps. */
const pointsFor = (effective: number) => Math.max(100, Math.ceil(effective / 3));

/** Keeps what the likelihood says of each evaluation until it is told that the likelihood is another one. */
function remembered(at: (evaluation: Evaluation) => Judged) {
  let known = new WeakMap<Evaluation, Judged>();
  const judge = (evaluation: Evaluation): Judged => {
    const before = known.get(evaluation);
    if (before) return before;
    const judged = at(evaluation);
    known.set(evaluation, judged);
    return judged;
  };
  return Object.assign(judge, {
    forget: () => {
      known = new WeakMap();
    },
  });
}
