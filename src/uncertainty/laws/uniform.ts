import type { UncertaintyLaw } from '../law.ts';

/** Uniform law between two values. R: qunif(p, min, max). */
export function uniform(min: number, max: number): UncertaintyLaw {
  return {
    name: 'uniform',
    parameters: { min, max },
    mean: min + (max - min) / 2,
    sd: (max - min) / Math.sqrt(12),
    quantile: (p) => min + (max - min) * p,
  };
}
