/**
 * The summary of one figure over draws. Each draw's figure has two sources of variance: its parameters, and the chance of its
 * patients. The variance of the draws is the sum of both. The patients' part is known, since each draw gives its Monte
 * Carlo standard error, and is removed.
 *
 * Source: the two parts, and the bias if they are not separated: Goldhaber-Fiebert, Jalal &
 * Alarid-Escudero (2025), Medical Decision Making 45:127; O'Hagan, Stevenson & Madan (2007), Health Economics 16:1009.
 */

import { orNull } from '../../estimates/endpoint.ts';
import { exp } from '../../math/elementary.ts';
import { sampleQuantile } from '../../math/sample-quantile.ts';
import { BATCHES } from '../variants/simulate.ts';

/** A figure over draws; null if too many draws do not reach it. */
export interface DrawSummary {
  mean: number | null;
  median: number | null;
  /** 95% uncertainty interval of the parameters, with the patients' part removed */
  lower: number | null;
  upper: number | null;
  /** standard deviation of the parameters' part */
  sd: number | null;
  /** Monte Carlo standard error of the mean, of the median, of the interval's ends and of `sd` */
  mcse: number | null;
  mcseMedian: number | null;
  mcseLower: number | null;
  mcseUpper: number | null;
  mcseSd: number | null;
  /** Monte Carlo standard error of one draw's figure: the patients' part, as a standard deviation */
  sdPatients: number | null;
  /** with the patients' part included, as most programs print it */
  uncorrected: { lower: number | null; upper: number | null; sd: number | null };
  /** share of the draws in which the figure is not reached by the horizon */
  notReached: number;
}

/** Degrees of freedom of a draw's variance: one less than its number of batches. */
const DEGREES = BATCHES - 1;

/**
 * @param values of one figure, by draw; NaN if it is not reached
 * @param variance mean squared Monte Carlo standard error of a value
 */
export function summaryOf(values: Float64Array, variance: number): DrawSummary {
  const reached = values.filter((value) => !Number.isNaN(value));
  const notReached = values.length === 0 ? 0 : (values.length - reached.length) / values.length;
  const sorted = values.map((value) => (Number.isNaN(value) ? Infinity : value)).sort();
  const at = (p: number) => orNull(sampleQuantile(sorted, p));
  const error = (p: number) => orNull(errorOfQuantile(sorted, p));
  const { spread } = momentsOf(reached);
  const uncorrected = { lower: at(0.025), upper: at(0.975) };
  if (notReached > 0)
    // a figure that is not reached cannot be shrunk and has no mean
    return {
      ...{ mean: null, sd: null, mcse: null, mcseSd: null, notReached },
      ...{ median: at(0.5), ...uncorrected, sdPatients: orNull(Math.sqrt(variance)) },
      ...{ mcseMedian: error(0.5), mcseLower: error(0.025), mcseUpper: error(0.975) },
      uncorrected: { ...uncorrected, sd: null },
    };
  const shrink = shrinkage(reached, sorted, variance);
  const [median, lower, upper] = [0.5, 0.025, 0.975].map((p) => shrink.quantile(p)) as [
    Shrunk,
    Shrunk,
    Shrunk,
  ];
  return {
    mean: orNull(shrink.mean),
    median: orNull(median.value),
    lower: orNull(lower.value),
    upper: orNull(upper.value),
    sd: orNull(shrink.sd),
    mcse: orNull(Math.sqrt(spread / values.length)),
    mcseMedian: orNull(median.mcse),
    mcseLower: orNull(lower.mcse),
    mcseUpper: orNull(upper.mcse),
    mcseSd: orNull(shrink.mcseSd),
    sdPatients: orNull(Math.sqrt(variance)),
    uncorrected: { ...uncorrected, sd: orNull(Math.sqrt(spread)) },
    notReached,
  };
}

/**
 * The same for a ratio, such as a hazard ratio: draws are shrunk on the log scale.
 *
 * @param logs natural logarithms of the ratio
 */
export function ratioSummaryOf(logs: Float64Array, variance: number): DrawSummary {
  const own = summaryOf(logs, variance);
  const back = (log: number | null) => (log === null ? null : exp(log));
  const scaled = (error: number | null, log: number | null) =>
    error === null || log === null ? null : error * exp(log);
  const ratios = momentsOf(shrunk(logs, variance).map(exp));
  const [isKnown, mean] = [own.mean !== null, orNull(ratios.mean)];
  return {
    mean: isKnown ? mean : null,
    median: back(own.median),
    lower: back(own.lower),
    upper: back(own.upper),
    sd: isKnown ? orNull(Math.sqrt(ratios.spread)) : null,
    mcse: isKnown ? orNull(Math.sqrt(momentsOf(logs.map(exp)).spread / logs.length)) : null,
    mcseMedian: scaled(own.mcseMedian, own.median),
    mcseLower: scaled(own.mcseLower, own.lower),
    mcseUpper: scaled(own.mcseUpper, own.upper),
    mcseSd: scaled(own.mcseSd, own.median),
    sdPatients: scaled(own.sdPatients, own.median),
    uncorrected: {
      lower: back(own.uncorrected.lower),
      upper: back(own.uncorrected.upper),
      sd: isKnown ? orNull(Math.sqrt(momentsOf(logs.map(exp)).spread)) : null,
    },
    notReached: own.notReached,
  };
}

interface Shrunk {
  value: number;
  mcse: number;
}

/**
 * Quantiles of the shrunk draws, with errors by the delta method: from a draw's influence on the mean, on the variances and on the
 * quantile together.
 */
function shrinkage(values: Float64Array, sorted: Float64Array, variance: number) {
  const count = values.length;
  const { mean, spread } = momentsOf(values);
  const kept = spread > 0 ? Math.max(0, 1 - variance / spread) : 0;
  const factor = Math.sqrt(kept);
  // standard error of the shrinkage factor, with the variances' errors as for normal numbers
  const lost = spread > 0 ? Math.min(1, variance / spread) : 1;
  const errorOfKept = lost * Math.sqrt(2 / count + 2 / (DEGREES * count));
  // near 0 the error of its root is at most the root of that error
  const root = Math.max(factor, Math.sqrt(errorOfKept) / 2);
  const perSpread = spread > 0 ? lost / spread / (2 * root) : 0;
  const perVariance = (lost * Math.sqrt(2 / (DEGREES * count))) / (2 * root);
  const influence = (read: (value: number) => number, besides: number) => {
    let squares = 0;
    for (const value of values) squares += read(value) ** 2;
    return Math.sqrt(squares / count / count + besides ** 2);
  };
  return {
    mean,
    sd: Math.sqrt(spread) * factor,
    mcseSd: influence(
      (value) => ((value - mean) ** 2 - spread) / (2 * Math.sqrt(spread) * root || 1),
      (Math.sqrt(spread) * lost * Math.sqrt(2 / (DEGREES * count))) / (2 * root),
    ),
    quantile: (p: number): Shrunk => {
      const quantile = sampleQuantile(sorted, p);
      const inverse = errorOfQuantile(sorted, p) / Math.sqrt((p * (1 - p)) / count);
      const far = quantile - mean;
      const mcse = influence(
        (value) =>
          (1 - factor) * (value - mean) +
          factor * inverse * (p - (value <= quantile ? 1 : 0)) +
          far * perSpread * ((value - mean) ** 2 - spread),
        far * perVariance,
      );
      return { value: mean + far * factor, mcse };
    },
  };
}

/** Shrinks draws towards their mean, so that their variance is that of the parameters alone. */
export function shrunk(values: Float64Array, variance: number): Float64Array {
  const { mean, spread } = momentsOf(values);
  const factor = spread > variance ? Math.sqrt((spread - variance) / spread) : 0;
  return values.map((value) => mean + (value - mean) * factor);
}

/** Mean, and variance of a single value. */
export function momentsOf(values: ArrayLike<number>): { mean: number; spread: number } {
  const count = values.length;
  let mean = 0;
  for (let i = 0; i < count; i++) mean += (values[i]! - mean) / (i + 1);
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (values[i]! - mean) ** 2;
  return { mean: count === 0 ? NaN : mean, spread: count < 2 ? NaN : squares / (count - 1) };
}

/** Mean of the values that are not NaN; 0 if there are none. */
export function meanOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Half the distance between the values whose ranks lie one binomial standard deviation below and above. */
function errorOfQuantile(sorted: Float64Array, p: number): number {
  const count = sorted.length;
  const sd = Math.sqrt(count * p * (1 - p)) / count;
  const [low, high] = [
    sampleQuantile(sorted, Math.max(0, p - sd)),
    sampleQuantile(sorted, Math.min(1, p + sd)),
  ];
  return (high - low) / 2;
}
