// Vectors of four 32-bit integers or two doubles: keeping and packing them.
//
// A column of n numbers is processed four at a time. Columns have a spare line behind them (src/kernel/memory.ts), so
// the last four may reach past the end if they are only read and written. Where a garbage number would be used as an
// address, or counted, the rest is processed one by one.

// @ts-ignore: decorator
@inline const LINE: usize = memory.data(16, 16);

/**
 * A loop-invariant vector, passed through memory once. V8 rematerialises constants inside the loop with three
 * instructions; a loaded value stays in a register.
 */
// @ts-ignore: decorator
@inline
export function pin(vector: v128): v128 {
  v128.store(LINE, vector);
  return v128.load(LINE);
}

// @ts-ignore: decorator
@inline
export function pinInteger(value: i32): v128 {
  store<i32>(LINE, value);
  return v128.load32_splat(LINE);
}

// @ts-ignore: decorator
@inline
export function pinDouble(value: f64): v128 {
  store<f64>(LINE, value);
  return v128.load64_splat(LINE);
}

/** For each 4-bit mask, the byte order that moves the chosen integers to the front. */
// prettier-ignore
const CHOOSE_INTEGERS: usize = memory.data<u8>([
  0,1,2,3,0,1,2,3,0,1,2,3,0,1,2,3, 0,1,2,3,0,1,2,3,0,1,2,3,0,1,2,3,
  4,5,6,7,0,1,2,3,0,1,2,3,0,1,2,3, 0,1,2,3,4,5,6,7,0,1,2,3,0,1,2,3,
  8,9,10,11,0,1,2,3,0,1,2,3,0,1,2,3, 0,1,2,3,8,9,10,11,0,1,2,3,0,1,2,3,
  4,5,6,7,8,9,10,11,0,1,2,3,0,1,2,3, 0,1,2,3,4,5,6,7,8,9,10,11,0,1,2,3,
  12,13,14,15,0,1,2,3,0,1,2,3,0,1,2,3, 0,1,2,3,12,13,14,15,0,1,2,3,0,1,2,3,
  4,5,6,7,12,13,14,15,0,1,2,3,0,1,2,3, 0,1,2,3,4,5,6,7,12,13,14,15,0,1,2,3,
  8,9,10,11,12,13,14,15,0,1,2,3,0,1,2,3, 0,1,2,3,8,9,10,11,12,13,14,15,0,1,2,3,
  4,5,6,7,8,9,10,11,12,13,14,15,0,1,2,3, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,
], 16);

/** The same for two doubles and a 2-bit mask. */
// prettier-ignore
const CHOOSE_DOUBLES: usize = memory.data<u8>([
  0,1,2,3,4,5,6,7,0,1,2,3,4,5,6,7, 0,1,2,3,4,5,6,7,0,1,2,3,4,5,6,7,
  8,9,10,11,12,13,14,15,0,1,2,3,4,5,6,7, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,
], 16);

/** Appends the integers chosen by the mask; returns the next free address. */
// @ts-ignore: decorator
@inline
export function appendIntegers(to: usize, integers: v128, mask: i32): usize {
  v128.store(to, i8x16.swizzle(integers, v128.load(CHOOSE_INTEGERS + ((<usize>mask) << 4))));
  return to + ((<usize>popcnt(mask)) << 2);
}

/** Appends the doubles, two at a time, chosen by the 4-bit mask; returns the next free address. */
// @ts-ignore: decorator
@inline
export function appendDoubles(to: usize, low: v128, high: v128, mask: i32): usize {
  const first = mask & 3;
  v128.store(to, i8x16.swizzle(low, v128.load(CHOOSE_DOUBLES + ((<usize>first) << 4))));
  to += (<usize>popcnt(first)) << 3;
  const second = mask >> 2;
  v128.store(to, i8x16.swizzle(high, v128.load(CHOOSE_DOUBLES + ((<usize>second) << 4))));
  return to + ((<usize>popcnt(second)) << 3);
}

/** Mask of the numbers from i on that exist: all four except in the last round. */
// @ts-ignore: decorator
@inline
export function livingFrom(i: i32, n: i32): i32 {
  return n - i < 4 ? (1 << (n - i)) - 1 : 15;
}

/** Two masks of doubles as one mask of integers. */
// @ts-ignore: decorator
@inline
export function narrow(low: v128, high: v128): v128 {
  return v128.shuffle<u32>(low, high, 0, 2, 4, 6);
}

/** The upper two integers, moved to the lower two. */
// @ts-ignore: decorator
@inline
export function upper(integers: v128): v128 {
  return v128.shuffle<u32>(integers, integers, 2, 3, 2, 3);
}

/** Added to a whole number from 0 to 2^32, this moves its bits to the lower half of the double. */
// @ts-ignore: decorator
@inline
export const WHOLE: f64 = 4503599627370496.0;
