/**
 * The standard normal distribution, accurate in both tails.
 *
 * Sources: survival by the rational approximations of Cody (1969), Math. Comp. 23, 631-637; quantile by
 * Wichura (1988), algorithm AS 241 (PPND16), Applied Statistics 37, 477-484.
 */
import { exp, expm1, ln, log1p } from './elementary.ts';

/** The 0.975 quantile of the normal distribution: half the width of a 95% interval, in standard errors. */
export const Z_95 = 1.959963984540054;

const SQRT_2PI = 2.5066282746310002;
const LN_SQRT_2PI = 0.9189385332046728;

/** Cody's three ranges of z: below NEAR, up to FAR, and beyond. */
const NEAR = 0.67448975;
const FAR = Math.sqrt(32);
const LN_CENTRE = -2.590267165445; // ln 0.075, where Wichura's central range ends

/** Coefficients, lowest power first. */
const A = [
  18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.2352520354606837, 0.06568233791820745,
];
const B = [45507.78933502673, 10260.932208618979, 976.0985517377767, 47.202581904688245, 1];
const C = [
  9842.714838383978, 11602.65143764735, 6848.190450536283, 2494.5375852903726, 597.2702763948002,
  93.50665613217785, 8.883149794388377, 0.39894151208813466, 1.0765576773720192e-8,
];
const D = [
  19685.429676859992, 38912.00328609327, 34900.95272114598, 18615.571640885097, 6485.558298266761,
  1519.3775994075547, 235.387901782625, 22.266688044328117, 1,
];
const P = [
  0.000029112874951168793, 0.0014216191932278934, 0.022235277870649807, 0.12740116116024736,
  0.215898534057957, 0.023073441764940174,
];
const Q = [
  0.00007297515550839662, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651, 1.284260096144911,
  1,
];
const CENTRE_ABOVE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const CENTRE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const TAIL_ABOVE = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const TAIL_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_ABOVE = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
];
const FAR_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15,
];

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!;
  return sum;
}

/** P(Z <= z). */
export function normalCdf(z: number): number {
  return normalSurvival(-z);
}

/** P(Z > z), with full relative accuracy as long as it is a normal double (z < 37.5). */
export function normalSurvival(z: number): number {
  if (z < 0) return z > -NEAR ? 0.5 + centre(-z) : 1 - normalSurvival(-z);
  if (z < NEAR) return 0.5 - centre(z);
  if (!(z < 40)) return z >= 40 ? 0 : NaN;
  // z = coarse + fine with coarse² exact: rounding z² would lose the last digits of the tail
  const coarse = Math.floor(z * 16) / 16;
  const fine = (z - coarse) * (z + coarse);
  return (exp(-0.5 * coarse * coarse) * exp(-0.5 * fine) * millsRatio(z)) / SQRT_2PI;
}

/** ln P(Z > z); finite if z² is. */
export function lnNormalSurvival(z: number): number {
  if (z < NEAR) return log1p(-normalSurvival(-z));
  return ln(millsRatio(z)) - LN_SQRT_2PI - 0.5 * z * z;
}

/**
 * Mills' ratio: P(Z > z) over the density at z, for z >= 0; from 1.2533 at 0 to about 1 / z for large z (Mills 1926).
 */
export function millsRatio(z: number): number {
  if (z < NEAR) return (0.5 - centre(z)) * SQRT_2PI * exp(0.5 * z * z);
  if (z < FAR) return SQRT_2PI * (polynomial(C, z) / polynomial(D, z));
  const w = 1 / (z * z);
  return (1 - w * SQRT_2PI * (polynomial(P, w) / polynomial(Q, w))) / z;
}

/** P(0 < Z < z) for z below NEAR. */
function centre(z: number): number {
  const w = z * z;
  return z * (polynomial(A, w) / polynomial(B, w));
}

/** The z with P(Z <= z) = p: -Infinity at 0, Infinity at 1, NaN outside. */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return q * (polynomial(CENTRE_ABOVE, r) / polynomial(CENTRE_BELOW, r));
  }
  return q < 0 ? -normalQuantileOfUpper(p) : normalQuantileOfUpper(1 - p);
}

/** The z with P(Z > z) = q; accurate even if 1 - q rounds to 1. */
export function normalQuantileOfUpper(q: number): number {
  if (q > 0.075) return -normalQuantile(q);
  return normalQuantileOfLnUpper(ln(q));
}

/** The z with ln P(Z > z) = lnQ, for tails below the smallest double. */
export function normalQuantileOfLnUpper(lnQ: number): number {
  if (lnQ > -Math.LN2) return normalQuantile(-expm1(lnQ));
  if (lnQ > LN_CENTRE) return -normalQuantile(exp(lnQ));
  if (lnQ === -Infinity) return Infinity;
  const root = Math.sqrt(-lnQ);
  if (root <= 5) return polynomial(TAIL_ABOVE, root - 1.6) / polynomial(TAIL_BELOW, root - 1.6);
  if (root <= 27) return polynomial(FAR_ABOVE, root - 5) / polynomial(FAR_BELOW, root - 5);
  // beyond the range of the approximation: Newton's method on ln P(Z > z), which is nearly a parabola there
  let z = root * Math.SQRT2;
  for (let i = 0; i < 6; i++) z += (lnNormalSurvival(z) - lnQ) * millsRatio(z);
  return z;
}
