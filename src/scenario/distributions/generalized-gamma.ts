import { exp, expm1, ln, log1p } from '../../math/elementary.ts';
import { gammaQ, lnGammaP } from '../../math/gamma.ts';
import { gammaQuantileOfLnP, gammaQuantileOfLnQ } from '../../math/gamma-quantile.ts';
import { lnGamma } from '../../math/ln-gamma.ts';
import { type Distribution, ITERATIVE, type Law } from './distribution.ts';
import { inverseLowerHazard, lowerHazard } from './gamma.ts';
import { makeLogNormal } from './log-normal.ts';

/** A Q closer to zero gives the same values as Q = 0 in double precision. */
const SMALLEST_Q = 1e-8;

/**
 * Generalised gamma law in Prentice's form: with k = 1 / Q² and w = (ln t - mu) / sigma, k exp(Q w) has a gamma
 * distribution of shape k. Density |Q| k^k exp(k (Q w - exp(Q w))) / (sigma t Gamma(k)). Q = 1 is Weibull, Q = sigma
 * gamma, Q = 0 log-normal; Q may be negative. R: flexsurv::dgengamma(mu, sigma, Q). Source: Prentice (1974).
 */
export const generalizedGamma: Law = {
  name: 'generalized-gamma',
  parameters: { mu: 'location', sigma: 'spread', Q: 'bend' },
  make: (p) => {
    const { mu, sigma, Q } = p as { mu: number; sigma: number; Q: number };
    return Math.abs(Q) < SMALLEST_Q ? makeLogNormal(mu, sigma) : make(mu, sigma, Q);
  },
  formula: 'S(t) = Q(k, k e^(Q w)) for Q > 0, P(k, k e^(Q w)) for Q < 0; k = 1 / Q², w = (ln t - mu) / sigma',
  r: 'flexsurv::dgengamma',
  source: 'Prentice (1974)',
};

function make(mu: number, sigma: number, Q: number): Distribution {
  const k = 1 / (Q * Q);
  const hazard = Q > 0 ? hazardOfLower : hazardOfUpper;
  const inverse = Q > 0 ? inverseOfLower : inverseOfUpper;
  return {
    cumulativeHazard: (t) => (t > 0 ? hazard(k, (Q * (ln(t) - mu)) / sigma + ln(k)) : 0),
    inverseCumulativeHazard: (y) => exp(mu + (sigma / Q) * (inverse(k, y) - ln(k))),
    limit: Infinity,
    form: ITERATIVE,
  };
}

/** Below e^FAR the incomplete gamma function P(a, x) equals x^a / Gamma(a + 1); x itself may underflow there. */
const FAR = -600;

/** -ln Q(a, e^s). */
function hazardOfLower(a: number, s: number): number {
  return s < FAR ? -log1p(-exp(a * s - lnGamma(a + 1))) : lowerHazard(a, exp(s));
}

/** The s with -ln Q(a, e^s) = y. */
function inverseOfLower(a: number, y: number): number {
  const far = (ln(-expm1(-y)) + lnGamma(a + 1)) / a;
  return far < FAR ? far : ln(inverseLowerHazard(a, y));
}

/** -ln P(a, e^s): for negative Q, long times have small e^s. */
function hazardOfUpper(a: number, s: number): number {
  if (s < FAR) return lnGamma(a + 1) - a * s;
  const x = exp(s);
  const q = gammaQ(a, x);
  return q < 0.5 ? -log1p(-q) : -lnGammaP(a, x);
}

/** The s with -ln P(a, e^s) = y. */
function inverseOfUpper(a: number, y: number): number {
  const far = (lnGamma(a + 1) - y) / a;
  if (far < FAR) return far;
  return ln(y < Math.LN2 ? gammaQuantileOfLnQ(a, ln(-expm1(-y))) : gammaQuantileOfLnP(a, -y));
}
