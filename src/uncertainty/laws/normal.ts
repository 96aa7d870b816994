import { normalQuantile } from '../../math/normal.ts';
import type { UncertaintyLaw } from '../law.ts';

/** Normal law. R: qnorm(p, mean, sd). */
export function normal(mean: number, sd: number): UncertaintyLaw {
  return {
    name: 'normal',
    parameters: { mean, sd },
    mean,
    sd,
    quantile: (p) => mean + sd * normalQuantile(p),
  };
}
