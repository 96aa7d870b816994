import { exp } from '../math/elementary.ts';
import { Z_95 } from '../math/normal.ts';

/** 95% Monte Carlo interval of a figure; null if its standard error is unknown. */
export interface Limits {
  lower: number | null;
  upper: number | null;
}

const UNKNOWN: Limits = { lower: null, upper: null };

/** Interval of a difference or a mean: the figure plus and minus `Z_95` standard errors. */
export function limitsOf(value: number, mcse: number | null): Limits {
  if (mcse === null || Number.isNaN(mcse)) return UNKNOWN;
  return { lower: value - Z_95 * mcse, upper: value + Z_95 * mcse };
}

/** Interval of a share, limited to [0, 1]. */
export function limitsOfShare(value: number, mcse: number | null): Limits {
  const { lower, upper } = limitsOf(value, mcse);
  if (lower === null || upper === null) return UNKNOWN;
  return { lower: Math.max(0, lower), upper: Math.min(1, upper) };
}

/**
 * Interval of a ratio, symmetric on the log scale and so above 0.
 *
 * @param value above 0
 */
export function limitsOfRatio(value: number, mcse: number | null): Limits {
  if (mcse === null || Number.isNaN(mcse)) return UNKNOWN;
  const factor = exp((Z_95 * mcse) / value);
  return { lower: value / factor, upper: value * factor };
}
