import { gammaQuantile } from '../../math/gamma-quantile.ts';
import type { UncertaintyLaw } from '../law.ts';

/** Gamma law of a rate or another positive number. R: qgamma(p, shape, rate). */
export function gamma(shape: number, rate: number): UncertaintyLaw {
  return {
    name: 'gamma',
    parameters: { shape, rate },
    mean: shape / rate,
    sd: Math.sqrt(shape) / rate,
    quantile: (p) => gammaQuantile(shape, p) / rate,
  };
}
