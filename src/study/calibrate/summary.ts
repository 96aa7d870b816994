import { titleOfTarget } from '../../estimates/targets.ts';
import { eigenOf } from '../../math/eigen.ts';
import { exp, ln } from '../../math/elementary.ts';
import { normalCdf, normalQuantile } from '../../math/normal.ts';
import { evenNumbers } from '../../uncertainty/even.ts';
import { valuesOfScores } from './free.ts';
import { type CalibrateResult, resampled } from './index.ts';
import type { Evaluation } from './points.ts';
import { fromScale } from './targets.ts';

/** What the posterior says of one parameter. */
export interface ParameterPosterior {
  mean: number;
  sd: number;
  median: number;
  lower: number;
  upper: number;
  mode: number;
  priorSd: number;
  /** 95% interval if the targets were independent, which those of one cohort are not; null: too few points reach there */
  independent: { lower: number; upper: number } | null;
  /** targets without which the parameter is known less, those that do most first, and by how much its standard deviation grows */
  pinnedBy: { target: string; widening: number }[];
}

export interface TargetCheck {
  target: string;
  strategy: string;
  isFitted: boolean;
  published: number;
  /** mean over the posterior */
  predicted: number;
  /** 95% interval of what such a cohort would publish */
  lower: number;
  upper: number;
  /** two-sided posterior predictive probability of a figure as far out as the published one */
  p: number;
}

/** Parameters of which the targets tell little by themselves, in words. */
export interface Unidentified {
  parameters: string[];
  /** posterior over prior standard deviation in this direction of the scores */
  ratio: number;
  words: string;
}

export interface PosteriorSummary {
  parameters: Record<string, ParameterPosterior>;
  /** by name and name, of the values */
  correlation: Record<string, Record<string, number>>;
  targets: TargetCheck[];
  unidentified: Unidentified[];
  /** joint draws: a row a draw, a column a free parameter */
  rows: number[][];
}

/** A direction keeps so much of the prior's spread that the targets say next to nothing of it. */
const OPEN = 0.8;
/** Parameters with such a part in a direction are named. */
const LARGE_PART = 0.4;
/** Two parameters with such a correlation are known together alone. */
const TIED = 0.9;

/** @param draws rows of the posterior */
export function summarisePosterior(result: CalibrateResult, seed: string, draws: number): PosteriorSummary {
  const { free, points, posterior, independent, modes } = result;
  const { weights } = posterior;
  const rows = resampled(weights, draws, evenNumbers(seed)('calibration rows')(0, 0)).map((i) =>
    valuesOfScores(free, points[i]!.scores),
  );
  const names = free.map(({ name }) => name);
  const values = points.map(({ scores }) => valuesOfScores(free, scores));
  const columns = names.map((_, k) => values.map((row) => row[k]!));
  const modeValues = valuesOfScores(free, modes[0]!.scores);
  const without = weightsWithout(result);
  const parameters = names.map((name, k): [string, ParameterPosterior] => {
    const column = columns[k]!;
    const quantile = weightedQuantiles(column, weights);
    const { mean, sd } = momentsOf(column, weights);
    const narrow = independent && weightedQuantiles(column, independent.weights);
    const pinnedBy = without
      .map((one) => ({ target: one.target, widening: momentsOf(column, one.weights).sd / sd }))
      .filter(({ widening }) => widening > WIDER)
      .sort((x, y) => y.widening - x.widening)
      .slice(0, MOST_PINNING);
    return [
      name,
      {
        ...{ mean, sd, median: quantile(0.5), lower: quantile(0.025), upper: quantile(0.975) },
        ...{ mode: modeValues[k]!, priorSd: free[k]!.prior.sd },
        independent: narrow ? { lower: narrow(0.025), upper: narrow(0.975) } : null,
        pinnedBy,
      },
    ];
  });
  const correlation = names.map((name, k): [string, Record<string, number>] => [
    name,
    Object.fromEntries(names.map((other, l) => [other, correlationOf(columns[k]!, columns[l]!, weights)])),
  ]);
  return {
    parameters: Object.fromEntries(parameters),
    correlation: Object.fromEntries(correlation),
    targets: checksOf(result, seed),
    unidentified: unidentifiedIn(result, columns),
    rows,
  };
}

/** Draws of what each cohort would publish. */
const SHOWN = 2000;

/** Fitted targets by the points of the posterior, those held out by the few at which they were simulated. */
function checksOf(
  { targets, points, posterior, checked, likelihood }: CalibrateResult,
  seed: string,
): TargetCheck[] {
  const errors = new Map<Evaluation, Float64Array>();
  const withErrors = (evaluation: Evaluation) => {
    const known = errors.get(evaluation) ?? likelihood.errorsAt(evaluation);
    errors.set(evaluation, known);
    return { means: evaluation.means, errors: known };
  };
  const { published } = likelihood;
  const own = resampled(posterior.weights, SHOWN, 0.5).flatMap((i) => {
    const { evaluation } = points[i]!;
    return evaluation ? [withErrors(evaluation)] : [];
  });
  const whole = checked.map(({ evaluation }) => withErrors(evaluation));
  return targets.flatMap((target, k): TargetCheck[] => {
    const from = target.isFitted && own.length > 0 ? own : whole;
    const used = from.filter(({ means, errors }) => !Number.isNaN(means[k]!) && !Number.isNaN(errors[k]!));
    if (used.length < 0.8 * from.length || used.length === 0) return [];
    const noise = evenNumbers(seed)(`calibration check ${k}`);
    const shown = Array.from({ length: SHOWN }, (_, d) => {
      const { means, errors } = used[d % used.length]!;
      return means[k]! + errors[k]! * normalQuantile(noise(d, 0));
    }).sort((a, b) => a - b);
    const meanOf = (figure: (one: (typeof used)[number]) => number) =>
      used.reduce((sum, one) => sum + figure(one), 0) / used.length;
    const below = meanOf(({ means, errors }) => normalCdf((published[k]! - means[k]!) / errors[k]!));
    const predicted = meanOf(({ means }) => fromScale(target, means[k]!));
    return [
      {
        target: titleOfTarget(target.raw),
        strategy: target.strategy,
        isFitted: target.isFitted,
        published: target.published,
        predicted,
        lower: fromScale(target, shown[Math.floor(0.025 * SHOWN)]!),
        upper: fromScale(target, shown[Math.ceil(0.975 * SHOWN) - 1]!),
        p: 2 * Math.min(below, 1 - below),
      },
    ];
  });
}

/** A parameter is pinned by targets without which its standard deviation grows by more than this factor, the few that do most. */
const WIDER = 1.05;
const MOST_PINNING = 3;

/** Weights of the points with one fitted target after the other left out. */
function weightsWithout({ targets, points, posterior, likelihood }: CalibrateResult) {
  const fitted = targets.filter(({ isFitted }) => isFitted);
  if (fitted.length < 2) return [];
  const judged = points.map(({ evaluation }, i) => {
    if (!evaluation || !(posterior.weights[i]! > 0)) return undefined;
    const { log, without } = likelihood.at(evaluation);
    return { log: ln(posterior.weights[i]!) - log, without: without() };
  });
  return fitted.flatMap((target, k) => {
    const logs = judged.map((one) => (one ? one.log + one.without[k]! : Number.NEGATIVE_INFINITY));
    const weights = evenEnough(normalised(logs));
    return weights ? [{ target: titleOfTarget(target.raw), weights }] : [];
  });
}

function normalised(logs: readonly number[]): Float64Array {
  const most = logs.reduce((high, log) => Math.max(high, log), Number.NEGATIVE_INFINITY);
  const weights = Float64Array.from(logs, (log) => exp(log - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Fewer rows than a hundred in effect tell no width. */
function evenEnough(weights: Float64Array): Float64Array | null {
  return 1 / weights.reduce((sum, weight) => sum + weight ** 2, 0) >= 100 ? weights : null;
}

function momentsOf(values: readonly number[], weights: ArrayLike<number>): { mean: number; sd: number } {
  const mean = values.reduce((sum, value, i) => sum + weights[i]! * value, 0);
  return {
    mean,
    sd: Math.sqrt(values.reduce((sum, value, i) => sum + weights[i]! * (value - mean) ** 2, 0)),
  };
}

function weightedQuantiles(values: readonly number[], weights: ArrayLike<number>): (p: number) => number {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  return (p) => {
    let sum = 0;
    for (const i of order) {
      sum += weights[i]!;
      if (sum >= p) return values[i]!;
    }
    return values[order.at(-1)!]!;
  };
}

function correlationOf(a: readonly number[], b: readonly number[], weights: ArrayLike<number>): number {
  const [first, second] = [momentsOf(a, weights), momentsOf(b, weights)];
  const shared = a.reduce(
    (sum, value, i) => sum + weights[i]! * (value - first.mean) * (b[i]! - second.mean),
    0,
  );
  return first.sd * second.sd === 0 ? 0 : shared / (first.sd * second.sd);
}

/**
 * Directions of the scores in which the curvature at the maximum is little more than the prior's own, and pairs of parameters
 * whose posterior is a narrow ridge.
 */
function unidentifiedIn(
  { free, modes, posterior }: CalibrateResult,
  columns: readonly (readonly number[])[],
): Unidentified[] {
  const { values, vectors } = eigenOf(modes[0]!.covariance);
  const open = values.flatMap((value, i): Unidentified[] => {
    const ratio = Math.sqrt(value);
    if (ratio < OPEN) return [];
    const parts = vectors[i]!.map((part, k) => ({ name: free[k]!.name, part }))
      .filter(({ part }) => Math.abs(part) > LARGE_PART)
      .sort((a, b) => Math.abs(b.part) - Math.abs(a.part));
    return [{ parameters: parts.map(({ name }) => name), ratio, words: openWords(parts) }];
  });
  const tied = columns.flatMap((a, k) =>
    columns.slice(0, k).flatMap((b, l): Unidentified[] => {
      const r = correlationOf(a, b, posterior.weights);
      if (Math.abs(r) < TIED) return [];
      const parameters = [free[l]!.name, free[k]!.name];
      const known = r < 0 ? 'product or sum' : 'ratio or difference';
      const words = `${parameters[0]} and ${parameters[1]}: little but their ${known} is known (correlation ${r.toFixed(2)})`;
      return [{ parameters, ratio: Math.abs(r), words }];
    }),
  );
  return [...open, ...tied];
}

function openWords(parts: readonly { name: string; part: number }[]): string {
  const names = parts.map(({ name }) => name);
  if (names.length === 1) return `the targets say next to nothing of ${names[0]}`;
  const all = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  if (names.length > 2) return `${all} can change together with the same fit`;
  const how = parts[0]!.part * parts[1]!.part < 0 ? 'one up and the other down' : 'both up or both down';
  return `${all} can change, ${how}, with the same fit: the targets tell only a combination of them`;
}
