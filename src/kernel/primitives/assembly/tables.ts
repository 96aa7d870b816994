// Reads the tables described in src/kernel/tables.ts.
import { narrow, pin, pinDouble, pinInteger, upper } from './lanes';

/** Size in bytes of one side of a quantile table. */
const SIDE: i32 = 16384;
/** Distance from a table's start back to the hypothetical piece of exponent 0: 16 pieces of 32 bytes per octave. */
const QUANTILE_BIAS: usize = (1022 << 4) << 5;
/** The same for a map, whose first octave starts at 2^-40. */
const MAP_BIAS: usize = ((1023 - 40) << 4) << 5;

export function sample(table: usize, draws: usize, n: i32, times: usize): void {
  const half = pinDouble(0.5);
  const side = pinInteger(SIDE);
  const mantissa = pin(i64x2.splat(0xfffffffffffff));
  const one = pinDouble(1);
  const base = table - QUANTILE_BIAS;
  for (let i = 0; i < n; i += 4) {
    const x = v128.load(draws + ((<usize>i) << 2));
    const s = i32x4.shr_s(x, 31);
    const y = v128.xor(x, s);
    const low = f64x2.add(f64x2.convert_low_i32x4_s(y), half);
    const high = f64x2.add(f64x2.convert_low_i32x4_s(upper(y)), half);
    const at = offsets(low, high, v128.and(s, side));
    const to = times + ((<usize>i) << 3);
    v128.store(to, cubic(base + i32x4.extract_lane(at, 0), base + i32x4.extract_lane(at, 1), low, mantissa, one));
    v128.store(to, cubic(base + i32x4.extract_lane(at, 2), base + i32x4.extract_lane(at, 3), high, mantissa, one), 16);
  }
}

export function even(draws: usize, n: i32, min: f64, width: f64, times: usize): void {
  const half = pinDouble(0.5);
  const unit = pinDouble(1.0 / 4294967296.0);
  const one = pinDouble(1);
  const from = pinDouble(min);
  const over = pinDouble(width);
  for (let i = 0; i < n; i += 4) {
    const x = v128.load(draws + ((<usize>i) << 2));
    const low = f64x2.mul(f64x2.add(f64x2.convert_low_i32x4_u(x), half), unit);
    const high = f64x2.mul(f64x2.add(f64x2.convert_low_i32x4_u(upper(x)), half), unit);
    const to = times + ((<usize>i) << 3);
    v128.store(to, f64x2.add(from, f64x2.mul(over, f64x2.sub(one, low))));
    v128.store(to, f64x2.add(from, f64x2.mul(over, f64x2.sub(one, high))), 16);
  }
}

export function race(table: usize, draws: usize, n: i32, times: usize, winners: usize, label: i32): void {
  const mine = pinInteger(label);
  const half = pinDouble(0.5);
  const side = pinInteger(SIDE);
  const mantissa = pin(i64x2.splat(0xfffffffffffff));
  const one = pinDouble(1);
  const base = table - QUANTILE_BIAS;
  for (let i = 0; i < n; i += 4) {
    const x = v128.load(draws + ((<usize>i) << 2));
    const s = i32x4.shr_s(x, 31);
    const y = v128.xor(x, s);
    const low = f64x2.add(f64x2.convert_low_i32x4_s(y), half);
    const high = f64x2.add(f64x2.convert_low_i32x4_s(upper(y)), half);
    const at = offsets(low, high, v128.and(s, side));
    const first = cubic(base + i32x4.extract_lane(at, 0), base + i32x4.extract_lane(at, 1), low, mantissa, one);
    const second = cubic(base + i32x4.extract_lane(at, 2), base + i32x4.extract_lane(at, 3), high, mantissa, one);
    const to = times + ((<usize>i) << 3);
    const before = v128.load(to);
    const after = v128.load(to, 16);
    const winner = winners + ((<usize>i) << 2);
    const won = narrow(f64x2.lt(first, before), f64x2.lt(second, after));
    v128.store(to, f64x2.pmin(before, first));
    v128.store(to, f64x2.pmin(after, second), 16);
    v128.store(winner, v128.bitselect(mine, v128.load(winner), won));
  }
}

export function map(table: usize, n: i32, values: usize): void {
  const smallest = pinDouble(1.0 / 1099511627776.0);
  const largest = pinDouble(4095.9999999999995);
  const mantissa = pin(i64x2.splat(0xfffffffffffff));
  const one = pinDouble(1);
  const none = pinInteger(0);
  const base = table - MAP_BIAS;
  for (let i = 0; i < n; i += 4) {
    const to = values + ((<usize>i) << 3);
    const low = f64x2.pmin(largest, f64x2.pmax(smallest, v128.load(to)));
    const high = f64x2.pmin(largest, f64x2.pmax(smallest, v128.load(to, 16)));
    const at = offsets(low, high, none);
    v128.store(to, cubic(base + i32x4.extract_lane(at, 0), base + i32x4.extract_lane(at, 1), low, mantissa, one));
    v128.store(to, cubic(base + i32x4.extract_lane(at, 2), base + i32x4.extract_lane(at, 3), high, mantissa, one), 16);
  }
}

/** For four doubles: piece offsets from their exponents and four mantissa bits, plus a constant. */
// @ts-ignore: decorator
@inline
function offsets(low: v128, high: v128, added: v128): v128 {
  const halves = v128.shuffle<u32>(low, high, 1, 3, 5, 7);
  return i32x4.add(i32x4.shl(i32x4.shr_u(halves, 16), 5), added);
}

/** Two cubic pieces, evaluated at the rest of two mantissas: c0 + r (c1 + r (c2 + r c3)). */
// @ts-ignore: decorator
@inline
function cubic(p: usize, q: usize, number: v128, mantissa: v128, one: v128): v128 {
  const r = f64x2.sub(v128.or(v128.and(i64x2.shl(number, 4), mantissa), one), one);
  const p0 = v128.load(p);
  const p1 = v128.load(p, 16);
  const q0 = v128.load(q);
  const q1 = v128.load(q, 16);
  const c0 = v128.shuffle<u64>(p0, q0, 0, 2);
  const c1 = v128.shuffle<u64>(p0, q0, 1, 3);
  const c2 = v128.shuffle<u64>(p1, q1, 0, 2);
  const c3 = v128.shuffle<u64>(p1, q1, 1, 3);
  return f64x2.add(c0, f64x2.mul(r, f64x2.add(c1, f64x2.mul(r, f64x2.add(c2, f64x2.mul(r, c3))))));
}
