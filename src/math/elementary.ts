/**
 * Logarithm, exponential and power, computed only with + - * / and the bits of a double.
 *
 * The language leaves the accuracy of `Math.log` and similar functions to each engine. A simulation that must give
 * the same bits in every engine cannot use them. Each function here is accurate to about one unit in the last place.
 *
 * Sources: argument reduction and the arrangement of the last additions after Ng (1993), fdlibm; the series of 2
 * atanh(s) and of r coth(r / 2) are textbook Taylor series, long enough for a double.
 */

/** The highest 40 bits of ln 2, so that k * LN2_HIGH is exact for every exponent k of a double. */
const LN2_HIGH = 0.6931471805592082;
const LN2_LOW = 7.371002565167799e-13;
const TWO_54 = 18014398509481984;

/** One double and its two halves; the second is the high half, as on every little-endian machine. */
const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/** 2^k for any integer k that a product may need, in at most two factors. */
function scale(value: number, k: number): number {
  if (k > 1023) return value * powerOfTwo(1023) * powerOfTwo(k - 1023);
  // the second factor is exact, so a subnormal result is rounded once
  if (k < -1022) return value * powerOfTwo(k + 54) * (1 / TWO_54);
  return value * powerOfTwo(k);
}

function powerOfTwo(k: number): number {
  halves[0] = 0;
  halves[1] = (k + 1023) << 20;
  return double[0]!;
}

/** Second result of `split`: the exponent. */
let exponent = 0;

/** Writes x > 0 as m 2^exponent with m in (sqrt(1/2), sqrt(2)], and returns m. */
function split(x: number): number {
  exponent = -1023;
  if (x < 2.2250738585072014e-308) {
    x *= TWO_54;
    exponent -= 54;
  }
  double[0] = x;
  const high = halves[1]!;
  exponent += high >> 20;
  halves[1] = (high & 0xfffff) | 0x3ff00000;
  if (double[0]! <= Math.SQRT2) return double[0]!;
  exponent++;
  return 0.5 * double[0]!;
}

/**
 * With s = f / (2 + f) and z = s²: ln(1 + f) = f - f²/2 + s (f²/2 + logTail(z)). Two independent chains run in
 * parallel.
 */
function logTail(z: number): number {
  const w = z * z;
  const odd = 2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19))));
  const even = 2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21))));
  return z * odd + w * even;
}

/** k ln 2 + ln(1 + f) + correction, for 1 + f near 1. */
function logNear(k: number, f: number, correction: number): number {
  const s = f / (2 + f);
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + logTail(s * s)) + (k * LN2_LOW + correction)) - f);
}

/** Natural logarithm: NaN below zero, -Infinity at zero. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const f = split(x) - 1;
  return logNear(exponent, f, 0);
}

/** ln(1 + x), accurate for x near zero: NaN below -1, -Infinity at -1. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity) return x;
  if (x > -0.29 && x < 0.41) return logNear(0, x, 0);
  const u = 1 + x;
  const lost = x >= 1 ? 1 - (u - x) : x - (u - 1);
  const f = split(u) - 1;
  return logNear(exponent, f, lost / u);
}

/** With t = r²: r coth(r / 2) = 2 + expTail(t); the coefficients are 2 B(2n) / (2n)!. */
function expTail(t: number): number {
  const w = t * t;
  const odd = 1 / 6 + w * (1 / 15120 + w * (1 / 23950080 + w * (1 / 37362124800)));
  const even = -1 / 360 + w * (-1 / 604800 + w * (-691 / 653837184000));
  return t * odd + w * even;
}

/** e^r - 1 - r for |r| below about 0.35. */
function expRest(r: number): number {
  const c = r - expTail(r * r);
  return (r * c) / (2 - c);
}

/** e^x: Infinity above 709.78, 0 below -745.13. */
export function exp(x: number): number {
  return expOfSum(x, 0);
}

/** e^(x + small), where `small` is the rounding error of x. */
function expOfSum(x: number, small: number): number {
  if (!(x < 709.8)) return x >= 709.8 ? Infinity : NaN;
  if (x < -745.2) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW - small;
  return scale(1 - (low - expRest(high - low) - high), k);
}

/** e^x - 1, accurate for x near zero. */
export function expm1(x: number): number {
  if (!(x < 709.8)) return x >= 709.8 ? Infinity : NaN;
  if (x < -40) return -1;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  if (k === 0) return x + expRest(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  // the part of -low lost by rounding r, then the non-linear part
  const rest = high - r - low + expRest(r);
  if (k > 54) return scale(1 + (r + rest), k);
  return scale(1 - powerOfTwo(-k) + r + rest, k);
}

/**
 * x to the power y, for x >= 0; NaN for x < 0.
 *
 * The logarithm is computed with about 10 bits more than a double, so that the error is within two units in the last
 * place for ordinary arguments and below 1e-14 for results up to 1e300.
 */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (!(x >= 0) || Number.isNaN(y)) return NaN;
  if (x === 0) return y > 0 ? 0 : Infinity;
  if (x === Infinity) return y > 0 ? Infinity : 0;
  const f = split(x) - 1;
  const k = exponent;
  const s = f / (2 + f);
  // f²/2 = half + halfLow exactly (Veltkamp and Dekker)
  const fHigh = upperHalf(f);
  const fLow = f - fHigh;
  const half = 0.5 * f * f;
  const halfLow = 0.5 * fHigh * fHigh - half + fHigh * fLow + 0.5 * fLow * fLow;
  const rest = s * (half + logTail(s * s)) + k * LN2_LOW - halfLow;
  // k ln 2 + f - half, with the rounding error of each addition kept
  const a = k * LN2_HIGH;
  const b = a + f;
  const bLost = f - (b - a);
  const c = b - half;
  const cLost = b - c - half + bLost;
  const low = cLost + rest;
  const log = c + low;
  const logLow = c - log + low;
  const product = y * log;
  if (product > 710) return Infinity;
  if (product < -746) return 0;
  const yHigh = upperHalf(y);
  const logHigh = upperHalf(log);
  const yLow = y - yHigh;
  const lost = yHigh * logHigh - product + yHigh * (log - logHigh) + yLow * logHigh + yLow * (log - logHigh);
  return expOfSum(product, lost + y * logLow);
}

/** The upper 26 bits of a double that is not huge (Veltkamp 1968). */
function upperHalf(x: number): number {
  const wide = 134217729 * x;
  return wide - (wide - x);
}
