import { exp, ln } from '../math/elementary.ts';
import { normalQuantile } from '../math/normal.ts';
import type { SurvivalCurve } from './curve.ts';

/**
 * The transformation on which a pointwise interval is symmetric, as in R's `survfit(conf.type = )`: survival itself,
 * its logarithm, or log(-log(survival)).
 */
export type IntervalKind = 'plain' | 'log' | 'log-log';

export interface IntervalOptions {
  /** two-sided confidence level in (0, 1); default 0.95 */
  level?: number;
  /** default 'log', as in R */
  kind?: IntervalKind;
}

/**
 * Pointwise confidence interval of a survival probability, within [0, 1].
 *
 * NaN where the transformation is undefined, as in R: at survival 0, and at survival 1 for 'log-log'. At survival 1
 * 'plain' and 'log' give [1, 1]; this does not mean certainty, but that no event has happened yet.
 *
 * @param value survival in [0, 1]
 * @param standardError its Greenwood standard error, on the survival scale; NaN gives NaN limits
 * @throws RangeError if level is not in (0, 1) or the kind is unknown
 *
 * @example
 * ```ts
 * import { survivalInterval } from 'sojourn';
 *
 * console.log(survivalInterval(0.5, 0.2041, { kind: 'log-log' }));
 * // { lower: 0.110981..., upper: 0.803685... }
 * ```
 *
 * Source: Kalbfleisch & Prentice (1980), section 1.4; Borgan & Liestol (1990). Checked in test/known/survival.R.
 */
export function survivalInterval(
  value: number,
  standardError: number,
  { level = 0.95, kind = 'log' }: IntervalOptions = {},
): { lower: number; upper: number } {
  const z = normalDeviate(level);
  return {
    lower: confidenceLimit(value, standardError, -z, kind),
    upper: confidenceLimit(value, standardError, z, kind),
  };
}

/**
 * Pointwise intervals of a whole curve, one entry for each row; not a simultaneous band. See survivalInterval.
 *
 * @example
 * ```ts
 * import { kaplanMeier, lifeTable, survivalIntervals } from 'sojourn';
 *
 * const curve = kaplanMeier(lifeTable({ times: [5, 8, 12, 3, 4, 9], statuses: [1, 0, 1, 1, 1, 1] }));
 * const { lower, upper } = survivalIntervals(curve);
 * console.log(lower[0], upper[0]);
 * // 0.582654... 1
 * ```
 */
export function survivalIntervals(
  curve: SurvivalCurve,
  { level = 0.95, kind = 'log' }: IntervalOptions = {},
): { lower: Float64Array; upper: Float64Array } {
  const z = normalDeviate(level);
  const limits = (deviate: number) =>
    curve.survival.map((value, r) => confidenceLimit(value, curve.standardError[r]!, deviate, kind));
  return { lower: limits(-z), upper: limits(z) };
}

/** The half-width, in standard errors, of a two-sided interval of this level. */
export function normalDeviate(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level is ${level}, must be above 0 and below 1`);
  return normalQuantile(1 - (1 - level) / 2);
}

/** One limit: lower for a negative deviate, upper for a positive one. */
export function confidenceLimit(
  value: number,
  standardError: number,
  deviate: number,
  kind: IntervalKind,
): number {
  if (value === 0) return NaN; // the standard error of 0 here would suggest certainty
  const shift = deviate * standardError;
  switch (kind) {
    case 'plain':
      return Math.max(0, Math.min(1, value + shift));
    case 'log':
      return Math.min(1, value * exp(shift / value));
    case 'log-log': {
      if (value === 1) return NaN;
      const logarithm = ln(value);
      return exp(logarithm * exp(shift / (value * logarithm)));
    }
    default:
      throw new RangeError(`kind is ${kind}, must be 'plain', 'log' or 'log-log'`);
  }
}
