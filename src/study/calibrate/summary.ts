import { titleOfTarget } from '../../estimates/targets.ts';
import { eigenOf } from '../../math/eigen.ts';
import { exp, ln } from '../../math/elementary.ts';
import { normalCdf, normalQuantile } from '../../math/normal.ts';
import { evenNumbers } from '../../uncertainty/even.ts';
import { valuesOfScores } from './free.ts';
import { type CalibrateResult, resampled } from './index.ts';
import type { Evaluation } from './points.ts';
import { fromScale } from './targets.ts';

/** The marginal posterior of one parameter. */
export interface ParameterPosterior {
  mean: number;
  sd: number;
  median: number;
  lower: number;
  upper: number;
  mode: number;
  priorSd: number;
  /**
   * 95% interval with all targets independent, which figures of one cohort are not; null if the effective sample size is too small
   */
  independent: { lower: number; upper: number } | null;
  /**
   * targets whose removal widens the posterior, the most influential first, with the factor by which the standard deviation grows
   */
  pinnedBy: { target: string; widening: number }[];
}

export interface TargetCheck {
  target: string;
  strategy: string;
  isFitted: boolean;
  published: number;
  /** mean over the posterior */
  predicted: number;
  /** 95% posterior predictive interval of the figure of such a cohort */
  lower: number;
  upper: number;
  /** two-sided posterior predictive probability of a figure at least as extreme as the published one */
  p: number;
}

/** Parameters, or a combination of them, on which the targets carry little information. */
export interface Unidentified {
  parameters: string[];
  /** posterior over prior standard deviation in this direction of the scores */
  ratio: number;
  words: string;
}

export interface PosteriorSummary {
  parameters: Record<string, ParameterPosterior>;
  /** correlation of the values, by the names of two parameters */
  correlation: Record<string, Record<string, number>>;
  targets: TargetCheck[];
  unidentified: Unidentified[];
  /** joint draws: one row for each draw, one column for each free parameter */
  rows: number[][];
}

/** A direction whose posterior standard deviation is at least this share of the prior's is not identified. */
const OPEN = 0.8;
/** Parameters with at least this coefficient in a direction are named. */
const LARGE_PART = 0.4;
/** With this correlation or more, only a combination of two parameters is identified. */
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
      .map((leftOut) => ({ target: leftOut.target, widening: momentsOf(column, leftOut.weights).sd / sd }))
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

/** Draws of the posterior predictive distribution. */
const SHOWN = 2000;

/**
 * Posterior predictive checks: fitted targets at the points of the posterior, held-out targets at the few points where they were
 * simulated.
 */
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
  const atPosterior = resampled(posterior.weights, SHOWN, 0.5).flatMap((i) => {
    const { evaluation } = points[i]!;
    return evaluation ? [withErrors(evaluation)] : [];
  });
  const atChecked = checked.map(({ evaluation }) => withErrors(evaluation));
  return targets.flatMap((target, k): TargetCheck[] => {
    const from = target.isFitted && atPosterior.length > 0 ? atPosterior : atChecked;
    const used = from.filter(({ means, errors }) => !Number.isNaN(means[k]!) && !Number.isNaN(errors[k]!));
    if (used.length < 0.8 * from.length || used.length === 0) return [];
    const noise = evenNumbers(seed)(`calibration check ${k}`);
    const shown = Array.from({ length: SHOWN }, (_, d) => {
      const { means, errors } = used[d % used.length]!;
      return means[k]! + errors[k]! * normalQuantile(noise(d, 0));
    }).sort((a, b) => a - b);
    const meanOf = (figure: (prediction: (typeof used)[number]) => number) =>
      used.reduce((sum, prediction) => sum + figure(prediction), 0) / used.length;
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

/**
 * A target pins a parameter if its removal widens the standard deviation by more than this factor; the strongest few are listed.
 */
const WIDER = 1.05;
const MOST_PINNING = 3;

/** The weights of the points with each fitted target left out in turn. */
function weightsWithout({ targets, points, posterior, likelihood }: CalibrateResult) {
  const fitted = targets.filter(({ isFitted }) => isFitted);
  if (fitted.length < 2) return [];
  const judged = points.map(({ evaluation }, i) => {
    if (!evaluation || !(posterior.weights[i]! > 0)) return undefined;
    const { log, without } = likelihood.at(evaluation);
    return { log: ln(posterior.weights[i]!) - log, without: without() };
  });
  return fitted.flatMap((target, k) => {
    const logs = judged.map((point) => (point ? point.log + point.without[k]! : Number.NEGATIVE_INFINITY));
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

/** The weights, or null if their effective sample size is below 100, too small for a standard deviation. */
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
 * Directions of the scores that the targets hardly identify, since the curvature at the maximum is little more than that of the
 * prior, and pairs of parameters whose posterior is a narrow ridge.
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
