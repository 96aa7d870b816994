import { normalQuantile } from '../../math/normal.ts';
import type { EvenNumbers } from '../../uncertainty/even.ts';
import type { Evaluate } from './evaluate.ts';
import { climb, heightOf, isSame, type Mode } from './mode.ts';
import type { Evaluation, Point } from './points.ts';
import type { Likelihood } from './synthetic.ts';
import type { LikelihoodTarget } from './targets.ts';

/** Draws from the prior for each parameter; the best of them are starts, besides the values in the file. */
const STARTS_PER_PARAMETER = 20;
const STARTS = 4;
/** Maxima whose log posterior is lower by this much are left out. */
const FAR_BELOW = 10;

/** Scores at which the search for maxima begins: those given, and the best of draws from the prior. */
export async function startsOf(
  evaluate: Evaluate,
  initial: Float64Array,
  even: EvenNumbers,
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

/** Maxima from several starts, the highest first. */
export async function climbs(
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

/** The error if no values are possible: cohorts do not show a figure, or the priors are too far from the targets. */
export function whyNone(shown: Evaluation | undefined, targets: readonly LikelihoodTarget[]): RangeError {
  if (!shown?.open)
    return new RangeError('no values of the free parameters reach the targets; widen the priors');
  const { place, cohorts: open } = shown.open;
  return new RangeError(
    `of ${shown.cohorts} simulated cohorts ${open} do not show ${targets[place]!.title}: follow-up ends before, or nobody is in its subgroup`,
  );
}
