/**
 * The regularised incomplete beta function and its inverse.
 *
 * Sources: continued fraction DLMF 8.17.22; leading factor by the saddle-point form of Loader (2000), which stays
 * accurate for large a and b.
 */
import { exp } from './elementary.ts';
import { deviance, stirlingError } from './ln-gamma.ts';
import { findRoot } from './roots.ts';

const TWO_PI = 2 * Math.PI;

/** Quantiles below e^-690 count as 0. */
const SMALLEST_LN = -690;

/** I(x; a, b): the probability that a beta variable with shapes a, b > 0 is at most x, for x in [0, 1]. */
export function betaP(x: number, a: number, b: number): number {
  if (!(x > 0)) return x <= 0 ? 0 : NaN;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - (leading(1 - x, b, a) * fraction(1 - x, b, a)) / b;
  return (leading(x, a, b) * fraction(x, a, b)) / a;
}

/** x^a (1 - x)^b / B(a, b). */
function leading(x: number, a: number, b: number): number {
  const n = a + b;
  const far = deviance(a, n * x) + deviance(b, n * (1 - x));
  const errors = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return exp(errors - far) * Math.sqrt((a * b) / (TWO_PI * n));
}

/** The continued fraction, by Lentz's method; it converges quickly if x is below the mean. */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let product = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    product *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    product *= c * d;
    if (Math.abs(c * d - 1) < 3e-16) break;
  }
  return product;
}

/**
 * The x with I(x; a, b) = p; 0 if it is below 1e-299.
 *
 * @throws RangeError if p is outside [0, 1] or a shape is not positive
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`the probability is ${p}, must lie from 0 to 1`);
  if (!(a > 0 && b > 0))
    throw new RangeError(`the shapes of a beta distribution are ${a}, ${b}, must be above 0`);
  if (p === 0 || p === 1) return p;
  // with a very small shape the quantile may be smaller than any double
  if (betaP(exp(SMALLEST_LN), a, b) >= p) return 0;
  // solve in ln x, since the quantile may be many orders of magnitude below 1
  const x = exp(findRoot((s) => betaP(exp(s), a, b) - p, SMALLEST_LN, 0));
  // one Newton step removes the rounding error of the logarithm
  const density = leading(x, a, b) / (x * (1 - x));
  const step = (betaP(x, a, b) - p) / density;
  return Math.abs(step) < 0.01 * Math.min(x, 1 - x) ? x - step : x;
}
