import type { Law } from './distribution.ts';
import { exponential } from './exponential.ts';
import { fixed } from './fixed.ts';
import { gamma } from './gamma.ts';
import { generalizedGamma } from './generalized-gamma.ts';
import { gompertz } from './gompertz.ts';
import { logLogistic } from './log-logistic.ts';
import { logNormal } from './log-normal.ts';
import { triangular } from './triangular.ts';
import { uniform } from './uniform.ts';
import { weibull } from './weibull.ts';

export type { Distribution, Domain, Law } from './distribution.ts';
export { empirical } from './empirical.ts';
export { lifeTable } from './life-table.ts';
export { piecewiseExponential } from './piecewise-exponential.ts';

/** Every law with scalar parameters. To add a law, write a file here and add it to this list. */
export const laws: readonly Law[] = [
  exponential,
  weibull,
  gompertz,
  logNormal,
  logLogistic,
  gamma,
  generalizedGamma,
  triangular,
  uniform,
  fixed,
];
