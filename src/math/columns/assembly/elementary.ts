// The functions of src/math/elementary.ts for two doubles at a time, with the same operations in the same order, so
// that the bits are equal. Branches become choices between two results.
import { choose, double, floorInteger, highBits, integers, powerOfTwo } from './lanes';

const LN2_HIGH: f64 = 0.6931471805592082;
const LN2_LOW: f64 = 7.371002565167799e-13;
const LOG2E: f64 = 1.4426950408889634;
const SQRT2: f64 = 1.4142135623730951;
const TWO_54: f64 = 18014398509481984;
const SMALLEST_NORMAL: f64 = 2.2250738585072014e-308;

/** Whether all are normal, finite and above 0: mostly so, and then there is a shorter way to the same bits. */
// @ts-ignore: decorator
@inline
function areNormal(x: v128): bool {
  return i64x2.all_true(v128.and(f64x2.ge(x, double(SMALLEST_NORMAL)), f64x2.lt(x, double(Infinity))));
}

/** x > 0, times 2^54 where it is too small to be normal. */
// @ts-ignore: decorator
@inline
function normalOf(x: v128, areNormal: bool): v128 {
  return areNormal ? x : choose(f64x2.lt(x, double(SMALLEST_NORMAL)), f64x2.mul(x, double(TWO_54)), x);
}

/** Mantissas in [1, 2) of normal x > 0. */
// @ts-ignore: decorator
@inline
function wholeMantissa(normal: v128): v128 {
  return v128.or(v128.and(normal, i64x2.splat(0xfffffffffffff)), i64x2.splat(0x3ff0000000000000));
}

/** Mantissas in (sqrt(1/2), sqrt(2)] of x > 0, less 1; undefined for other x. @param normal of x */
// @ts-ignore: decorator
@inline
function fractionOf(normal: v128): v128 {
  const mantissa = wholeMantissa(normal);
  const isHigh = f64x2.gt(mantissa, double(SQRT2));
  return f64x2.sub(choose(isHigh, f64x2.mul(double(0.5), mantissa), mantissa), double(1));
}

/** The exponents that go with them, as doubles. */
// @ts-ignore: decorator
@inline
function exponentOf(x: v128, normal: v128, areNormal: bool): v128 {
  const bits = highBits(normal);
  const biased = areNormal
    ? bits
    : i64x2.sub(bits, v128.and(f64x2.lt(x, double(SMALLEST_NORMAL)), i64x2.splat(54)));
  // a mask is -1 where true
  const isHigh = f64x2.gt(wholeMantissa(normal), double(SQRT2));
  return integers(i64x2.sub(i64x2.add(biased, i64x2.splat(-1023)), isHigh));
}

// @ts-ignore: decorator
@inline
function step(constant: f64, w: v128, rest: v128): v128 {
  return f64x2.add(double(constant), f64x2.mul(w, rest));
}

// @ts-ignore: decorator
@inline
function logTail(z: v128): v128 {
  const w = f64x2.mul(z, z);
  const odd = step(2.0 / 3.0, w, step(2.0 / 7.0, w, step(2.0 / 11.0, w, step(2.0 / 15.0, w, double(2.0 / 19.0)))));
  const even = step(2.0 / 5.0, w, step(2.0 / 9.0, w, step(2.0 / 13.0, w, step(2.0 / 17.0, w, double(2.0 / 21.0)))));
  return f64x2.add(f64x2.mul(z, odd), f64x2.mul(w, even));
}

// @ts-ignore: decorator
@inline
function logNear(k: v128, f: v128, correction: v128): v128 {
  const s = f64x2.div(f, f64x2.add(double(2), f));
  const half = f64x2.mul(f64x2.mul(double(0.5), f), f);
  const tail = f64x2.mul(s, f64x2.add(half, logTail(f64x2.mul(s, s))));
  const low = f64x2.add(f64x2.mul(k, double(LN2_LOW)), correction);
  const rest = f64x2.sub(f64x2.sub(half, f64x2.add(tail, low)), f);
  return f64x2.sub(f64x2.mul(k, double(LN2_HIGH)), rest);
}

/** ln(x); where the mask is set, ln(1 + y) instead. */
// @ts-ignore: decorator
@inline
export function lnOrLog1p(x: v128, isLog1p: v128, y: v128): v128 {
  const sum = f64x2.add(double(1), y);
  const isLarge = f64x2.ge(y, double(1));
  const lost = choose(
    isLarge,
    f64x2.sub(double(1), f64x2.sub(sum, y)),
    f64x2.sub(y, f64x2.sub(sum, double(1))),
  );
  const u = choose(isLog1p, sum, x);
  const isNear = v128.and(isLog1p, v128.and(f64x2.gt(y, double(-0.29)), f64x2.lt(y, double(0.41))));
  const isPlain = areNormal(u);
  const normal = normalOf(u, isPlain);
  const f = choose(isNear, y, fractionOf(normal));
  const k = v128.andnot(exponentOf(u, normal, isPlain), isNear);
  const correction = v128.and(v128.andnot(isLog1p, isNear), f64x2.div(lost, u));
  const log = logNear(k, f, correction);
  if (isPlain) return log;
  const infinity = f64x2.eq(u, double(Infinity));
  const least = f64x2.eq(u, double(0));
  const isLog = v128.or(f64x2.gt(u, double(0)), isNear);
  return choose(infinity, u, choose(isLog, log, choose(least, double(-Infinity), double(NaN))));
}

// @ts-ignore: decorator
@inline
export function log1p(y: v128): v128 {
  return lnOrLog1p(y, i64x2.splat(-1), y);
}

// @ts-ignore: decorator
@inline
function expTail(t: v128): v128 {
  const w = f64x2.mul(t, t);
  const odd = step(1.0 / 6.0, w, step(1.0 / 15120.0, w, step(1.0 / 23950080.0, w, double(1.0 / 37362124800.0))));
  const even = step(-1.0 / 360.0, w, step(-1.0 / 604800.0, w, double(-691.0 / 653837184000.0)));
  return f64x2.add(f64x2.mul(t, odd), f64x2.mul(w, even));
}

// @ts-ignore: decorator
@inline
function expRest(r: v128): v128 {
  const c = f64x2.sub(r, expTail(f64x2.mul(r, r)));
  return f64x2.div(f64x2.mul(r, c), f64x2.sub(double(2), c));
}

/** value 2^k */
// @ts-ignore: decorator
@inline
function scale(value: v128, k: v128): v128 {
  const isHuge = i64x2.gt_s(k, i64x2.splat(1023));
  const isSmall = i64x2.lt_s(k, i64x2.splat(-1022));
  if (!v128.any_true(v128.or(isHuge, isSmall))) return f64x2.mul(value, powerOfTwo(k));
  const first = choose(isHuge, i64x2.splat(1023), choose(isSmall, i64x2.add(k, i64x2.splat(54)), k));
  const huge = powerOfTwo(i64x2.sub(k, i64x2.splat(1023)));
  const second = choose(isHuge, huge, choose(isSmall, double(1.0 / TWO_54), double(1)));
  return f64x2.mul(f64x2.mul(value, powerOfTwo(first)), second);
}

// @ts-ignore: decorator
@inline
function turns(x: v128): v128 {
  return f64x2.floor(f64x2.add(f64x2.mul(x, double(LOG2E)), double(0.5)));
}

/** e^(x + small) */
// @ts-ignore: decorator
@inline
export function expOfSum(x: v128, small: v128): v128 {
  const k = turns(x);
  const high = f64x2.sub(x, f64x2.mul(k, double(LN2_HIGH)));
  const low = f64x2.sub(f64x2.mul(k, double(LN2_LOW)), small);
  const rest = f64x2.sub(f64x2.sub(low, expRest(f64x2.sub(high, low))), high);
  const near = f64x2.sub(double(1), rest);
  if (i64x2.all_true(f64x2.lt(f64x2.abs(x), double(700)))) return f64x2.mul(near, powerOfTwo(floorInteger(k)));
  const value = scale(near, floorInteger(k));
  const isInfinite = f64x2.ge(x, double(709.8));
  const isNothing = f64x2.lt(x, double(-745.2));
  const isNumber = f64x2.eq(x, x);
  return choose(isInfinite, double(Infinity), choose(isNothing, double(0), choose(isNumber, value, x)));
}

// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  return expOfSum(x, double(0));
}

// @ts-ignore: decorator
@inline
export function expm1(x: v128): v128 {
  const k = turns(x);
  const power = floorInteger(k);
  const high = f64x2.sub(x, f64x2.mul(k, double(LN2_HIGH)));
  const low = f64x2.mul(k, double(LN2_LOW));
  const r = f64x2.sub(high, low);
  const curved = expRest(r);
  const rest = f64x2.add(f64x2.sub(f64x2.sub(high, r), low), curved);
  if (i64x2.all_true(f64x2.lt(f64x2.abs(x), double(37)))) {
    const less = f64x2.sub(double(1), powerOfTwo(i64x2.neg(power)));
    const scaled = f64x2.mul(f64x2.add(f64x2.add(less, r), rest), powerOfTwo(power));
    return choose(f64x2.eq(k, double(0)), f64x2.add(x, curved), scaled);
  }
  const whole = f64x2.add(double(1), f64x2.add(r, rest));
  const less = f64x2.sub(double(1), powerOfTwo(i64x2.neg(power)));
  const part = f64x2.add(f64x2.add(less, r), rest);
  const scaled = scale(choose(f64x2.gt(k, double(54)), whole, part), power);
  const value = choose(f64x2.eq(k, double(0)), f64x2.add(x, curved), scaled);
  const isInfinite = f64x2.ge(x, double(709.8));
  const isLeast = f64x2.lt(x, double(-40));
  const isNumber = f64x2.eq(x, x);
  return choose(isInfinite, double(Infinity), choose(isLeast, double(-1), choose(isNumber, value, x)));
}

// @ts-ignore: decorator
@inline
function upperHalf(x: v128): v128 {
  const wide = f64x2.mul(double(134217729), x);
  return f64x2.sub(wide, f64x2.sub(wide, x));
}

/** ln(x) of x > 0 as the sum of two terms, the second much smaller: the first. */
// @ts-ignore: decorator
@inline
export function logTerm(x: v128): v128 {
  const isPlain = areNormal(x);
  const normal = normalOf(x, isPlain);
  const f = fractionOf(normal);
  const half = f64x2.mul(f64x2.mul(double(0.5), f), f);
  return f64x2.sub(f64x2.add(f64x2.mul(exponentOf(x, normal, isPlain), double(LN2_HIGH)), f), half);
}

/** The second. */
// @ts-ignore: decorator
@inline
export function logRest(x: v128): v128 {
  const isPlain = areNormal(x);
  const normal = normalOf(x, isPlain);
  const f = fractionOf(normal);
  const k = exponentOf(x, normal, isPlain);
  const s = f64x2.div(f, f64x2.add(double(2), f));
  const fHigh = upperHalf(f);
  const fLow = f64x2.sub(f, fHigh);
  const half = f64x2.mul(f64x2.mul(double(0.5), f), f);
  const halfLow = f64x2.add(
    f64x2.add(
      f64x2.sub(f64x2.mul(f64x2.mul(double(0.5), fHigh), fHigh), half),
      f64x2.mul(fHigh, fLow),
    ),
    f64x2.mul(f64x2.mul(double(0.5), fLow), fLow),
  );
  const rest = f64x2.sub(
    f64x2.add(
      f64x2.mul(s, f64x2.add(half, logTail(f64x2.mul(s, s)))),
      f64x2.mul(k, double(LN2_LOW)),
    ),
    halfLow,
  );
  const a = f64x2.mul(k, double(LN2_HIGH));
  const b = f64x2.add(a, f);
  const bLost = f64x2.sub(f, f64x2.sub(b, a));
  const c = f64x2.sub(b, half);
  const cLost = f64x2.add(f64x2.sub(f64x2.sub(b, c), half), bLost);
  return f64x2.add(cLost, rest);
}

/** x to the power y, of the two terms of ln(x); y is one number for both lanes, and not 0 */
// @ts-ignore: decorator
@inline
export function powOfLog(x: v128, c: v128, low: v128, y: v128, yHigh: v128, yLow: v128): v128 {
  const log = f64x2.add(c, low);
  const logLow = f64x2.add(f64x2.sub(c, log), low);
  const product = f64x2.mul(y, log);
  const logHigh = upperHalf(log);
  const logRest = f64x2.sub(log, logHigh);
  const lost = f64x2.add(
    f64x2.add(
      f64x2.add(
        f64x2.sub(f64x2.mul(yHigh, logHigh), product),
        f64x2.mul(yHigh, logRest),
      ),
      f64x2.mul(yLow, logHigh),
    ),
    f64x2.mul(yLow, logRest),
  );
  const value = expOfSum(product, f64x2.add(lost, f64x2.mul(y, logLow)));
  if (areNormal(x)) return value;
  const isRising = f64x2.gt(y, double(0));
  const ofNothing = choose(isRising, double(0), double(Infinity));
  const ofInfinity = choose(isRising, double(Infinity), double(0));
  const plain = choose(
    f64x2.eq(x, double(0)),
    ofNothing,
    choose(f64x2.eq(x, double(Infinity)), ofInfinity, choose(f64x2.ge(x, double(0)), value, double(NaN))),
  );
  return choose(f64x2.eq(x, double(1)), double(1), plain);
}
