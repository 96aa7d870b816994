import { exp, expm1, ln, log1p } from './elementary.ts';

/** Below this, 1 - cure rounds to 1, and (1 - cure) / cure may overflow. */
export const TINY_CURE = 1e-17;

/**
 * Converts between the cumulative hazard of the whole population and that of the uncured, in a mixture cure model.
 *
 * @param cure cured fraction, above 0 and below 1
 */
export function mixing(cure: number) {
  const limit = -ln(cure);
  if (cure < TINY_CURE) {
    return {
      hazard: (y: number): number => (y < limit ? y - log1p(exp(y - limit)) : limit - log1p(exp(limit - y))),
      inverse: (y: number): number => (y >= limit ? Infinity : y - log1p(-exp(y - limit))),
    };
  }
  return {
    /** -ln(cure + (1 - cure) e^-y) */
    hazard: (y: number): number =>
      y < 0.5 ? -log1p((1 - cure) * expm1(-y)) : limit - log1p(((1 - cure) / cure) * exp(-y)),
    /** -ln((e^-y - cure) / (1 - cure)) */
    inverse: (y: number): number => {
      if (y >= limit) return Infinity;
      const share = expm1(-y) / (1 - cure);
      return share > -0.5 ? -log1p(share) : -ln(expm1(limit - y) * (cure / (1 - cure)));
    },
  };
}
