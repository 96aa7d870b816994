import { titleOfTarget } from '../../estimates/targets.ts';
import { eigenOf } from '../../math/eigen.ts';
import { exp } from '../../math/elementary.ts';
import { normalCdf, normalQuantile } from '../../math/normal.ts';
import { factorise, quadraticForm } from '../../math/symmetric.ts';
import { evenNumbers } from '../../uncertainty/even.ts';
import { valuesOfScores } from './free.ts';
import type { CalibrateResult } from './index.ts';
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
  /** width of the 95% interval if the targets were independent, which they are not, over that of the interval */
  independentWidth: number | null;
  /** the target without which the parameter is least known, and by how much its standard deviation grows */
  pinnedBy: { target: string; widening: number } | null;
}

export interface TargetCheck {
  target: string;
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
  const { free, targets, likelihood, modes } = result;
  const { points, weights, means } = result.posterior;
  const picked = resampled(weights, draws, evenNumbers(seed)('calibration rows')(0, 0));
  const rows = picked.map((i) => valuesOfScores(free, points[i]!.scores));
  const names = free.map(({ name }) => name);
  const whole = new Map([...new Set(picked)].map((i) => [i, result.predict(points[i]!.scores) ?? means[i]!]));
  const own = picked.map((i) => whole.get(i)!);
  const independent = independentWeights(result, picked);
  const without = weightsWithout(result, picked);
  const even = new Float64Array(draws).fill(1 / draws);
  const columns = names.map((_, k) => rows.map((row) => row[k]!));
  const modeValues = valuesOfScores(free, modes[0]!.scores);
  const parameters = names.map((name, k): [string, ParameterPosterior] => {
    const sorted = weightedQuantiles(columns[k]!, even);
    const [lower, upper] = [sorted(0.025), sorted(0.975)];
    const { mean, sd } = momentsOf(columns[k]!, even);
    const narrow = independent && weightedQuantiles(columns[k]!, independent);
    const widened = without.map(({ target, weights: left }) => ({
      target,
      widening: momentsOf(columns[k]!, left).sd / sd,
    }));
    const most = widened.toSorted((a, b) => b.widening - a.widening)[0];
    return [
      name,
      {
        ...{ mean, sd, median: sorted(0.5), lower, upper, mode: modeValues[k]!, priorSd: free[k]!.prior.sd },
        independentWidth: narrow ? (narrow(0.975) - narrow(0.025)) / (upper - lower) : null,
        pinnedBy: most && most.widening > 1.05 ? most : null,
      },
    ];
  });
  const correlation = names.map((name, k): [string, Record<string, number>] => [
    name,
    Object.fromEntries(names.map((other, l) => [other, correlationOf(columns[k]!, columns[l]!)])),
  ]);
  return {
    parameters: Object.fromEntries(parameters),
    correlation: Object.fromEntries(correlation),
    targets: targets.flatMap((target, k): TargetCheck[] => {
      const errors = own.map((at) => likelihood.errorsAt(at)[k]!);
      if (errors.some(Number.isNaN) || own.some((at) => Number.isNaN(at[k]!))) return [];
      const noise = evenNumbers(seed)(`calibration check ${k}`);
      const shown = own
        .map((at, d) => at[k]! + errors[d]! * normalQuantile(noise(d, 0)))
        .sort((a, b) => a - b);
      const below =
        own.reduce((sum, at, d) => sum + normalCdf((likelihood.published[k]! - at[k]!) / errors[d]!), 0) /
        draws;
      return [
        {
          target: titleOfTarget(target.raw),
          isFitted: target.isFitted,
          published: target.published,
          predicted: own.reduce((sum, at) => sum + fromScale(target, at[k]!), 0) / draws,
          lower: fromScale(target, shown[Math.floor(0.025 * draws)]!),
          upper: fromScale(target, shown[Math.ceil(0.975 * draws) - 1]!),
          p: 2 * Math.min(below, 1 - below),
        },
      ];
    }),
    unidentified: unidentifiedIn(result, columns),
    rows,
  };
}

/** Points in proportion to their weights, by one even number for all (systematic resampling: Kitagawa 1996). */
function resampled(weights: Float64Array, draws: number, even: number): number[] {
  const picked: number[] = [];
  let [at, sum] = [0, weights[0]!];
  for (let d = 0; d < draws; d++) {
    const place = (d + even) / draws;
    while (sum < place && at < weights.length - 1) sum += weights[++at]!;
    picked.push(at);
  }
  return picked;
}

/** As if the targets were independent; null where the points do not reach far enough to tell. */
function independentWeights({ likelihood, posterior }: CalibrateResult, picked: readonly number[]) {
  const logs = picked.map((i) => likelihood.at(posterior.means[i], true) - likelihood.at(posterior.means[i]));
  return evenEnough(normalised(logs));
}

/** Weights of the rows with one fitted target after the other left out. */
function weightsWithout({ targets, likelihood, posterior }: CalibrateResult, picked: readonly number[]) {
  const fitted = targets.filter(({ isFitted }) => isFitted);
  if (fitted.length < 2) return [];
  const { correlation } = likelihood;
  const whole = factorise(correlation);
  const standards = picked.map((i) => likelihood.standardAt(posterior.means[i]!));
  const distances = standards.map((standard) => quadraticForm(whole, standard));
  return fitted.flatMap((target, k) => {
    const rest = correlation.filter((_, l) => l !== k).map((row) => row.filter((_, l) => l !== k));
    const factor = factorise(rest);
    const logs = standards.map(
      (standard, d) =>
        0.5 *
        (distances[d]! -
          quadraticForm(
            factor,
            standard.filter((_, l) => l !== k),
          )),
    );
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

function correlationOf(a: readonly number[], b: readonly number[]): number {
  const even = new Float64Array(a.length).fill(1 / a.length);
  const [first, second] = [momentsOf(a, even), momentsOf(b, even)];
  const shared =
    a.reduce((sum, value, i) => sum + (value - first.mean) * (b[i]! - second.mean), 0) / a.length;
  return first.sd * second.sd === 0 ? 0 : shared / (first.sd * second.sd);
}

/**
 * Directions of the scores in which the curvature at the maximum is little more than the prior's own, and pairs of parameters
 * whose posterior is a narrow ridge.
 */
function unidentifiedIn(
  { free, modes }: CalibrateResult,
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
      const r = correlationOf(a, b);
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
