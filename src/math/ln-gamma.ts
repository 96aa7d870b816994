/**
 * The logarithm of the gamma function, and two small quantities that keep densities accurate for large arguments.
 *
 * Sources: the zeta series about 2 (Abramowitz & Stegun 6.1.33), Stirling's series (DLMF 5.11.1), and the deviance of
 * Loader (2000), "Fast and accurate computation of binomial probabilities".
 */
import { ln, log1p } from './elementary.ts';

const HALF_LN_TWO_PI = 0.9189385332046728;

/** (-1)^k (zeta(k) - 1) / k for k = 2, 3, ...: the Taylor series of ln Gamma about 2, after its linear term. */
const ABOUT_TWO = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853,
  0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915, 0.00006124813505870483,
  0.00003058823630702049, 0.00001528225940865187, 0.000007637197637899763, 0.00000381729326499984,
  0.000001908212716553939, 9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7,
  1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8,
  7.45071178983543e-9,
].map((zeta, i) => (i % 2 === 0 ? zeta : -zeta) / (i + 2));

/** 1 minus Euler's constant. */
const SLOPE_AT_TWO = 0.42278433509846713;

/** B(2n) / (2n (2n - 1)), the coefficients of Stirling's series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** ln Gamma(x) for x > 0; NaN otherwise. Relatively accurate also near its zeros at 1 and 2. */
export function lnGamma(x: number): number {
  if (!(x > 0)) return NaN;
  if (x < 0.5) return aboutTwo(x) - ln(x) - log1p(x);
  if (x < 1.5) return aboutTwo(x - 1) - log1p(x - 1);
  if (x >= 10) return (x - 0.5) * ln(x) - x + HALF_LN_TWO_PI + stirlingSeries(x);
  let product = 1;
  while (x >= 2.5) {
    x -= 1;
    product *= x;
  }
  return ln(product) + aboutTwo(x - 2);
}

/** ln Gamma(2 + z) for |z| <= 1/2. */
function aboutTwo(z: number): number {
  let sum = 0;
  for (let i = ABOUT_TWO.length - 1; i >= 0; i--) sum = sum * z + ABOUT_TWO[i]!;
  return z * (SLOPE_AT_TWO + z * sum);
}

/** ln Gamma(x) - (x - 1/2) ln x + x - ln(2 pi) / 2: the error of Stirling's formula, for x > 0. */
export function stirlingError(x: number): number {
  if (x >= 10) return stirlingSeries(x);
  return lnGamma(x) - (x - 0.5) * ln(x) + x - HALF_LN_TWO_PI;
}

function stirlingSeries(x: number): number {
  const w = 1 / (x * x);
  let sum = 0;
  for (let i = STIRLING.length - 1; i >= 0; i--) sum = sum * w + STIRLING[i]!;
  return sum / x;
}

/** a ln(a / x) + x - a, which is >= 0, without cancellation for x near a > 0. */
export function deviance(a: number, x: number): number {
  const v = (a - x) / (a + x);
  if (Math.abs(v) > 0.1) return a * ln(a / x) + x - a;
  // a ln(a / x) = 2 a atanh(v); its first term is combined with x - a
  const w = v * v;
  let power = 2 * a * v * w;
  let sum = (a - x) * v;
  for (let n = 3; ; n += 2) {
    const next = sum + power / n;
    if (next === sum) return sum;
    sum = next;
    power *= w;
  }
}
