import { exp, ln } from '../../math/elementary.ts';
import { normalQuantile, normalSurvival } from '../../math/normal.ts';
import { type Claim, roundedInterval } from './claims.ts';
import { overlap, type Range, rangeOf } from './rounding.ts';

/**
 * A ratio and its interval on the log scale, where the interval is symmetric: ln(limit) = ln(ratio) -/+ z SE. The Wald
 * test of no effect has P = 2 (1 - Phi(|ln ratio| / SE)). Each number is the range that its printed digits allow.
 *
 * Source: Altman & Bland, BMJ 2011;343:d2090 and d2304.
 */
export interface LogInterval {
  /** normal quantile of the interval's level: 1.96 for 95% */
  z: number;
  estimate: Range;
  lower: Range;
  upper: Range;
}

/** The log scale of a ratio and its interval; undefined without an interval, or if other rules reject it. */
export function logInterval(claim: Claim): LogInterval | undefined {
  const numbers = roundedInterval(claim);
  const level = claim.fields.level ?? 0.95;
  if (claim.key !== 'ratio' || !numbers || !(level > 0 && level < 1)) return undefined;
  const { estimate, lower, upper } = numbers;
  if (!(estimate.value > 0 && lower.value > 0 && upper.value > lower.value)) return undefined;
  const log = (number: typeof estimate): Range => {
    const [low, high] = rangeOf(number);
    return [ln(low), ln(high)];
  };
  return {
    z: normalQuantile(0.5 + level / 2),
    estimate: log(estimate),
    lower: log(lower),
    upper: log(upper),
  };
}

/** The standard errors of the log ratio that the width of the interval allows. */
export function standardErrors({ lower, upper, z }: LogInterval): Range {
  return [Math.max(0, upper[0] - lower[1]) / (2 * z), (upper[1] - lower[0]) / (2 * z)];
}

/** The log ratios that the middle of the interval allows. */
export function middle({ lower, upper }: LogInterval): Range {
  return [(lower[0] + upper[0]) / 2, (lower[1] + upper[1]) / 2];
}

/** The P values that a log ratio and its standard error allow. */
export function pValues(logRatio: Range, standardError: Range): Range {
  const [low, high] = logRatio;
  const farthest = Math.max(Math.abs(low), Math.abs(high));
  const nearest = low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
  const smallest = standardError[0] > 0 ? farthest / standardError[0] : Number.POSITIVE_INFINITY;
  return [twoSidedP(smallest), twoSidedP(standardError[1] > 0 ? nearest / standardError[1] : 0)];
}

export const twoSidedP = (z: number): number => Math.min(1, 2 * normalSurvival(Math.abs(z)));

/** `ratio (lower-upper)`, computed from the log ratio and its standard error. */
export interface Rebuilt {
  ratio: number;
  lower: number;
  upper: number;
}

export function rebuild(logRatio: number, standardError: number, z: number): Rebuilt {
  const half = z * standardError;
  return { ratio: exp(logRatio), lower: exp(logRatio - half), upper: exp(logRatio + half) };
}

/** The ratio and standard error computed from P and the interval limit on the far side of 1. */
export function fromOuterLimitAndP(log: LogInterval, p: Range): Rebuilt | undefined {
  const direction = log.estimate[0] > 0 ? 1 : log.estimate[1] < 0 ? -1 : 0;
  const limit = centre(direction > 0 ? log.upper : log.lower) * direction;
  const effect = -normalQuantile(centre(p) / 2); // |ln ratio| / SE
  if (direction === 0 || !(limit > 0) || !(effect > 0)) return undefined;
  const standardError = limit / (effect + log.z);
  return rebuild(direction * effect * standardError, standardError, log.z);
}

export function fromRatioAndP(log: LogInterval, p: Range): Rebuilt | undefined {
  const effect = -normalQuantile(centre(p) / 2);
  const ratio = centre(log.estimate);
  return effect > 0 && ratio !== 0 ? rebuild(ratio, Math.abs(ratio) / effect, log.z) : undefined;
}

/** Whether the estimate, one of the limits and P agree, ignoring the other limit. */
export function limitFits(log: LogInterval, side: 'lower' | 'upper', p: Range): boolean {
  const { estimate, z } = log;
  const distance: Range =
    side === 'upper'
      ? [log.upper[0] - estimate[1], log.upper[1] - estimate[0]]
      : [estimate[0] - log.lower[1], estimate[1] - log.lower[0]];
  if (distance[1] <= 0) return false;
  return overlap(pValues(estimate, [Math.max(0, distance[0]) / z, distance[1] / z]), p);
}

export const centre = ([low, high]: Range): number => (low + high) / 2;
