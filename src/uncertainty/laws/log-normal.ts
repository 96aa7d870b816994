import { exp, expm1 } from '../../math/elementary.ts';
import { normalQuantile } from '../../math/normal.ts';
import type { UncertaintyLaw } from '../law.ts';

/** Log-normal law of a ratio or another positive number; its median is exp(meanlog). R: qlnorm(p, meanlog, sdlog). */
export function logNormal(meanlog: number, sdlog: number): UncertaintyLaw {
  const mean = exp(meanlog + (sdlog * sdlog) / 2);
  return {
    name: 'log-normal',
    parameters: { meanlog, sdlog },
    mean,
    sd: mean * Math.sqrt(expm1(sdlog * sdlog)),
    quantile: (p) => exp(meanlog + sdlog * normalQuantile(p)),
  };
}
