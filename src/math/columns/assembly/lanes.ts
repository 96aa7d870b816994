// Vectors of two doubles.

// @ts-ignore: decorator
@inline
export function double(value: f64): v128 {
  return f64x2.splat(value);
}

/** The first vector where the mask is set, the second elsewhere. */
// @ts-ignore: decorator
@inline
export function choose(mask: v128, yes: v128, no: v128): v128 {
  return v128.bitselect(yes, no, mask);
}

/** Sign and biased exponent of each double as an integer. */
// @ts-ignore: decorator
@inline
export function highBits(x: v128): v128 {
  return i64x2.shr_u(x, 52);
}

/** Small 64-bit integers as doubles. */
// @ts-ignore: decorator
@inline
export function integers(k: v128): v128 {
  return f64x2.convert_low_i32x4_s(i8x16.shuffle(k, k, 0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11));
}

/** Whole numbers in doubles as 64-bit integers; values beyond 32 bits saturate. */
// @ts-ignore: decorator
@inline
export function floorInteger(k: v128): v128 {
  return i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(k));
}

/** 2^k for integers from -1022 to 1023. */
// @ts-ignore: decorator
@inline
export function powerOfTwo(k: v128): v128 {
  return i64x2.shl(i64x2.add(k, i64x2.splat(1023)), 52);
}
