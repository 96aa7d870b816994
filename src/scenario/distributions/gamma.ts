import { expm1, log1p } from '../../math/elementary.ts';
import { gammaP, lnGammaQ } from '../../math/gamma.ts';
import { gammaQuantile, gammaQuantileOfLnQ } from '../../math/gamma-quantile.ts';
import { ITERATIVE, type Law } from './distribution.ts';

/**
 * Gamma law: density rate^shape t^(shape - 1) exp(-rate t) / Gamma(shape).
 * R: dgamma(shape, rate). Source: Johnson, Kotz & Balakrishnan (1994), ch. 17.
 */
export const gamma: Law = {
  name: 'gamma',
  parameters: { shape: 'shape', rate: 'scale' },
  make: ({ shape, rate }) => ({
    cumulativeHazard: (t) => (t > 0 ? lowerHazard(shape!, rate! * t) : 0),
    inverseCumulativeHazard: (y) => inverseLowerHazard(shape!, y) / rate!,
    limit: Infinity,
    form: ITERATIVE,
  }),
  formula: 'S(t) = Q(shape, rate t), the regularised upper incomplete gamma function',
  r: 'stats::dgamma',
  source: 'Johnson, Kotz & Balakrishnan (1994)',
};

/** -ln Q(a, x). */
export function lowerHazard(a: number, x: number): number {
  const p = gammaP(a, x);
  return p < 0.5 ? -log1p(-p) : -lnGammaQ(a, x);
}

/** The x with -ln Q(a, x) = y. */
export function inverseLowerHazard(a: number, y: number): number {
  return y < Math.LN2 ? gammaQuantile(a, -expm1(-y)) : gammaQuantileOfLnQ(a, -y);
}
