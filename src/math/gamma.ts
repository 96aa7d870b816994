/**
 * The gamma function and the regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), each
 * accurate in its own tail, with logarithms that do not underflow.
 *
 * Sources: series and continued fraction (DLMF 8.11.4, 8.9.2); for large a near the mean Temme's uniform
 * asymptotic expansion (Temme 1979; DLMF 8.12); for small a and x Gautschi (1979); the leading factor by the
 * saddle-point form of Loader (2000).
 */
import { exp, expm1, ln, log1p, pow } from './elementary.ts';
import { deviance, lnGamma, stirlingError } from './ln-gamma.ts';
import { millsRatio } from './normal.ts';
import { temmeSum } from './temme.ts';

const TWO_PI = 6.283185307179586;

/** P(a, x): the probability that a gamma variable of shape a and rate 1 is at most x. */
export function gammaP(a: number, x: number): number {
  if (!(x > 0)) return x <= 0 ? 0 : NaN;
  if (upperIsDirect(a, x)) return 1 - gammaQ(a, x);
  return leading(a, x) * lowerFactor(a, x);
}

/** Q(a, x): the probability that a gamma variable of shape a and rate 1 exceeds x. */
export function gammaQ(a: number, x: number): number {
  if (!(x > 0)) return x <= 0 ? 1 : NaN;
  if (x === Infinity) return 0;
  if (a < 1 && x < 1.5) return smallUpper(a, x);
  if (!upperIsDirect(a, x)) return 1 - gammaP(a, x);
  return leading(a, x) * upperFactor(a, x);
}

/** ln P(a, x), for tails too small for a double. */
export function lnGammaP(a: number, x: number): number {
  if (!(x > 0)) return x <= 0 ? -Infinity : NaN;
  if (upperIsDirect(a, x)) return log1p(-gammaQ(a, x));
  return lnLeading(a, x) + ln(lowerFactor(a, x));
}

/** ln Q(a, x), for tails too small for a double. */
export function lnGammaQ(a: number, x: number): number {
  if (!(x > 0)) return x <= 0 ? 0 : NaN;
  if (x === Infinity) return -Infinity;
  if (a < 1 && x < 1.5) {
    const p = gammaP(a, x);
    return p < 0.5 ? log1p(-p) : ln(smallUpper(a, x));
  }
  if (!upperIsDirect(a, x)) return log1p(-gammaP(a, x));
  return lnLeading(a, x) + ln(upperFactor(a, x));
}

/** Whether Q is computed first and P as 1 - Q, rather than the reverse. */
function upperIsDirect(a: number, x: number): boolean {
  return temmeApplies(a, x) ? x > a : x >= a + 1;
}

function temmeApplies(a: number, x: number): boolean {
  return a >= 20 && Math.abs(x - a) < 0.4 * a;
}

/** The most recent shape: tables need thousands of values at one shape. */
let shape = NaN;
/** For that shape: ln Gamma(a + 1) below 10; from 10 on Stirling's error plus ln sqrt(2 pi a). */
let lnFactorial = 0;

function lnFactorialOf(a: number): number {
  if (a !== shape) {
    lnFactorial = a < 10 ? lnGamma(a + 1) : stirlingError(a) + 0.5 * ln(TWO_PI * a);
    shape = a;
  }
  return lnFactorial;
}

/** x^a e^-x / Gamma(a + 1), the first term of the series of P. */
function leading(a: number, x: number): number {
  if (a < 10) return x > 1000 ? 0 : (pow(x, a) * exp(-x)) / exp(lnFactorialOf(a));
  return exp(-deviance(a, x) - lnFactorialOf(a));
}

/** The logarithm of `leading`. */
export function lnLeading(a: number, x: number): number {
  if (a < 10) return a * ln(x) - x - lnFactorialOf(a);
  return -deviance(a, x) - lnFactorialOf(a);
}

/** P divided by `leading`. */
function lowerFactor(a: number, x: number): number {
  if (temmeApplies(a, x)) return temmeFactor(a, x, -1);
  let term = 1;
  let sum = 1;
  for (let n = a + 1; ; n++) {
    term *= x / n;
    if (sum + term === sum) return sum;
    sum += term;
  }
}

/** Q divided by `leading`. */
function upperFactor(a: number, x: number): number {
  if (temmeApplies(a, x)) return temmeFactor(a, x, 1);
  // Lentz's evaluation of the even part of the continued fraction
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let product = d;
  for (let n = 1; n < 100_000; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const ratio = c * d;
    product *= ratio;
    if (Math.abs(ratio - 1) < 2e-16) break;
  }
  return a * product;
}

/** The tail on the given side divided by `leading`, by Temme's expansion. */
function temmeFactor(a: number, x: number, side: 1 | -1): number {
  const eta = Math.sqrt((2 * deviance(a, x)) / a);
  const root = Math.sqrt(a);
  return exp(stirlingError(a)) * (root * millsRatio(eta * root) + side * temmeSum(a, side * eta));
}

/** Q(a, x) for a < 1 and x < 1.5, where 1 - P would cancel for small a (Gautschi 1979). */
function smallUpper(a: number, x: number): number {
  const lnFactor = a * ln(x) - lnGamma(a + 1);
  let term = 1;
  let sum = 0;
  for (let n = 1; ; n++) {
    term *= -x / n;
    const next = sum + (a * term) / (a + n);
    if (next === sum) break;
    sum = next;
  }
  return -expm1(lnFactor) - exp(lnFactor) * sum;
}
