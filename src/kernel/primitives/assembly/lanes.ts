// Vectors of four 32-bit integers or two doubles, and how the loops of this folder keep and pack them.
//
// A column of n numbers is gone through four at a time. Columns have a spare line behind them (src/kernel/memory.ts), so
// the last four may reach over the end where they only read and write; where a garbage number would be used as an
// address, or counted, the rest is done one by one.

// @ts-ignore: decorator
@inline const LINE: usize = memory.data(16, 16);

/**
 * A vector that a loop does not change, passed through memory once. Constants are moved into the loop by V8 and made
 * anew in each round, with three instructions; what was loaded is kept.
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

/** By a mask of four bits: which bytes to take so that the chosen integers stand first. */
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

/** The same for two doubles and a mask of two bits. */
// prettier-ignore
const CHOOSE_DOUBLES: usize = memory.data<u8>([
  0,1,2,3,4,5,6,7,0,1,2,3,4,5,6,7, 0,1,2,3,4,5,6,7,0,1,2,3,4,5,6,7,
  8,9,10,11,12,13,14,15,0,1,2,3,4,5,6,7, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,
], 16);

/** Append the integers that the mask chooses; where the next one goes. */
// @ts-ignore: decorator
@inline
export function appendIntegers(to: usize, integers: v128, mask: i32): usize {
  v128.store(to, i8x16.swizzle(integers, v128.load(CHOOSE_INTEGERS + ((<usize>mask) << 4))));
  return to + ((<usize>popcnt(mask)) << 2);
}

/** Append the doubles, two and two, that the mask of four bits chooses; where the next one goes. */
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

/** A mask of the numbers from i on that there are: all four but in the last round. */
// @ts-ignore: decorator
@inline
export function livingFrom(i: i32, n: i32): i32 {
  return n - i < 4 ? (1 << (n - i)) - 1 : 15;
}

/** Two masks of doubles as one of integers. */
// @ts-ignore: decorator
@inline
export function narrow(low: v128, high: v128): v128 {
  return v128.shuffle<u32>(low, high, 0, 2, 4, 6);
}

/** The upper two integers in place of the lower two. */
// @ts-ignore: decorator
@inline
export function upper(integers: v128): v128 {
  return v128.shuffle<u32>(integers, integers, 2, 3, 2, 3);
}

/** What is added to a whole number from 0 to 2^32 so that its bits are the lower half of the double. */
// @ts-ignore: decorator
@inline
export const WHOLE: f64 = 4503599627370496.0;
