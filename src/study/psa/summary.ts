/**
 * What draws say of one figure. Each draw's figure has two errors: where the parameters of the draw lie, and the patients by
 * chance. The variance of the draws is the sum of both; the part of the patients is known, since every draw tells its Monte
 * Carlo standard error, and is taken out.
 *
 * Source: the two parts and the bias that is left where they are not told apart: Goldhaber-Fiebert, Jalal &
 * Alarid-Escudero (2025), Medical Decision Making 45:127; O'Hagan, Stevenson & Madan (2007), Health Economics 16:1009.
 */
import { orNull } from '../../estimates/endpoint.ts';

/** A figure over draws; null where it is not reached in too many of them. */
export interface DrawSummary {
  mean: number | null;
  median: number | null;
  /** 95% uncertainty interval: of the parameters alone, the patients' part taken out */
  lower: number | null;
  upper: number | null;
  /** standard deviation of the parameters' part */
  sd: number | null;
  /** Monte Carlo standard error of the mean, of the median and of the interval's ends */
  mcse: number | null;
  mcseMedian: number | null;
  mcseLower: number | null;
  mcseUpper: number | null;
  /** Monte Carlo standard error of one draw's figure: the patients' part, as a standard deviation */
  sdPatients: number | null;
  /** with the patients' part left in, as most programs print it */
  uncorrected: { lower: number | null; upper: number | null; sd: number | null };
  /** share of the draws in which the figure is not reached by the horizon */
  notReached: number;
}

/**
 * @param values of one figure, draw by draw; NaN where it is not reached
 * @param variance mean squared Monte Carlo standard error of a value
 */
export function summaryOf(values: Float64Array, variance: number): DrawSummary {
  const reached = values.filter((value) => !Number.isNaN(value));
  const notReached = values.length === 0 ? 0 : (values.length - reached.length) / values.length;
  const { mean, spread } = momentsOf(reached);
  const sorted = values.map((value) => (Number.isNaN(value) ? Infinity : value)).sort();
  const parameter = Math.sqrt(Math.max(0, spread - variance));
  const shrink = spread > 0 ? parameter / Math.sqrt(spread) : 0;
  const isWhole = notReached === 0;
  // what is not reached has no number to shrink
  const corrected = (value: number) => (isWhole ? mean + (value - mean) * shrink : value);
  const at = (p: number) => quantileOf(sorted, p);
  return {
    mean: isWhole ? orNull(mean) : null,
    median: orNull(corrected(at(0.5))),
    lower: orNull(corrected(at(0.025))),
    upper: orNull(corrected(at(0.975))),
    sd: isWhole ? orNull(parameter) : null,
    mcse: isWhole ? orNull(Math.sqrt(spread / values.length)) : null,
    mcseMedian: orNull(errorOfQuantile(sorted, 0.5) * (isWhole ? shrink : 1)),
    mcseLower: orNull(errorOfQuantile(sorted, 0.025) * (isWhole ? shrink : 1)),
    mcseUpper: orNull(errorOfQuantile(sorted, 0.975) * (isWhole ? shrink : 1)),
    sdPatients: orNull(Math.sqrt(variance)),
    uncorrected: {
      lower: orNull(at(0.025)),
      upper: orNull(at(0.975)),
      sd: isWhole ? orNull(Math.sqrt(spread)) : null,
    },
    notReached,
  };
}

/** Draws less their patients' part: shrunk about their mean, so that their variance is that of the parameters. */
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

/** R's type 7. @param sorted increasing; Infinity is what is not reached */
export function quantileOf(sorted: Float64Array, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return place === below || low === high ? low : low + (place - below) * (high - low);
}

/** Half the distance between the values whose ranks lie one binomial standard deviation below and above. */
function errorOfQuantile(sorted: Float64Array, p: number): number {
  const count = sorted.length;
  const sd = Math.sqrt(count * p * (1 - p)) / count;
  const [low, high] = [quantileOf(sorted, Math.max(0, p - sd)), quantileOf(sorted, Math.min(1, p + sd))];
  return (high - low) / 2;
}
