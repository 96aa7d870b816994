import { betaQuantile } from '../../math/beta.ts';
import type { UncertaintyLaw } from '../law.ts';

/** Beta law of a share. R: qbeta(p, shape1, shape2). @throws RangeError unless both shapes are above 0 */
export function beta(shape1: number, shape2: number): UncertaintyLaw {
  const sum = shape1 + shape2;
  return {
    name: 'beta',
    parameters: { shape1, shape2 },
    mean: shape1 / sum,
    sd: Math.sqrt((shape1 * shape2) / (sum * sum * (sum + 1))),
    quantile: (p) => betaQuantile(p, shape1, shape2),
  };
}
