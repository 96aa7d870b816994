import { exp, expm1, ln, log1p } from '../../math/elementary.ts';
import { lnNormalSurvival, normalCdf, normalQuantile, normalQuantileOfLnUpper } from '../../math/normal.ts';
import type { Distribution, Law } from './distribution.ts';

/**
 * Log-normal law: ln T is normal with mean `meanlog` and standard deviation `sdlog`.
 * R: dlnorm(meanlog, sdlog). Source: Johnson, Kotz & Balakrishnan (1994), ch. 14.
 */
export const logNormal: Law = {
  name: 'log-normal',
  parameters: { meanlog: 'location', sdlog: 'spread' },
  make: ({ meanlog, sdlog }) => makeLogNormal(meanlog!, sdlog!),
  formula: 'S(t) = P(Z > (ln t - meanlog) / sdlog), Z standard normal',
  r: 'stats::dlnorm',
  source: 'Johnson, Kotz & Balakrishnan (1994)',
};

/** The log-normal distribution; the generalised gamma with Q = 0 uses it too. */
export function makeLogNormal(meanlog: number, sdlog: number): Distribution {
  return {
    cumulativeHazard: (t) => {
      if (!(t > 0)) return 0;
      const z = (ln(t) - meanlog) / sdlog;
      return z < 0 ? -log1p(-normalCdf(z)) : -lnNormalSurvival(z);
    },
    inverseCumulativeHazard: (y) => exp(meanlog + sdlog * standard(y)),
    limit: Infinity,
    form: { kind: 'family', standard, location: meanlog, spread: sdlog },
  };
}

/** The standard normal z with -ln P(Z > z) = y. */
function standard(y: number): number {
  // computed from the smaller of the two tails, which keeps all digits
  return y < Math.LN2 ? normalQuantile(-expm1(-y)) : normalQuantileOfLnUpper(-y);
}
