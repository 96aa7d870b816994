// Counts times in the rows of tracks.
import { narrow, pinDouble, pinInteger, WHOLE } from './lanes';

export function tally(times: usize, labels: usize, n: i32, counts: usize, rows: i32, perUnit: f64): void {
  const scale = pinDouble(perUnit);
  const last = pinDouble(<f64>rows);
  const bits = pinDouble(WHOLE);
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    const at = times + ((<usize>i) << 3);
    const row = rowsOf(v128.load(at), v128.load(at, 16), scale, last, bits);
    incrementAll(counts, i32x4.add(row, v128.load(labels + ((<usize>i) << 2))));
  }
  for (let i = whole; i < n; i++) {
    const row = rowOf(load<f64>(times + ((<usize>i) << 3)), rows, perUnit);
    increment(counts + ((<usize>(row + load<i32>(labels + ((<usize>i) << 2)))) << 2));
  }
}

export function note(times: usize, n: i32, track: usize, rows: i32, perUnit: f64): void {
  const scale = pinDouble(perUnit);
  const last = pinDouble(<f64>rows);
  const bits = pinDouble(WHOLE);
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    const at = times + ((<usize>i) << 3);
    incrementAll(track, rowsOf(v128.load(at), v128.load(at, 16), scale, last, bits));
  }
  for (let i = whole; i < n; i++) {
    increment(track + ((<usize>rowOf(load<f64>(times + ((<usize>i) << 3)), rows, perUnit)) << 2));
  }
}

export function gather(column: usize, n: i32, others: usize): void {
  for (let i = 0; i < n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(column + at, i32x4.add(v128.load(column + at), v128.load(others + at)));
  }
}

export function descend(column: usize, n: i32, size: i32): void {
  let rest = size;
  for (let at = column, end = column + ((<usize>n) << 2); at < end; at += 4) {
    rest -= load<i32>(at);
    store<i32>(at, rest);
  }
}

export function observe(
  times: usize,
  follow: usize,
  n: i32,
  event: usize,
  censored: usize,
  rows: i32,
  perUnit: f64,
): void {
  const scale = pinDouble(perUnit);
  const last = pinDouble(<f64>rows);
  const bits = pinDouble(WHOLE);
  // tracks are at multiples of 4 bytes, so the distance of two tracks is a whole number of rows
  const apart = pinInteger(<i32>(censored - event) >> 2);
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    const at = (<usize>i) << 3;
    const low = v128.load(times + at);
    const high = v128.load(times + at, 16);
    const lowUntil = v128.load(follow + at);
    const highUntil = v128.load(follow + at, 16);
    const ended = narrow(f64x2.lt(lowUntil, low), f64x2.lt(highUntil, high));
    const row = rowsOf(f64x2.pmin(low, lowUntil), f64x2.pmin(high, highUntil), scale, last, bits);
    incrementAll(event, i32x4.add(row, v128.and(ended, apart)));
  }
  for (let i = whole; i < n; i++) {
    const at = (<usize>i) << 3;
    const time = load<f64>(times + at);
    const until = load<f64>(follow + at);
    const row = rowOf(until < time ? until : time, rows, perUnit);
    increment((until < time ? censored : event) + ((<usize>row) << 2));
  }
}

/** The rows of four times. Infinity (never) and NaN go to the last row, negative times to row 0. */
// @ts-ignore: decorator
@inline
function rowsOf(low: v128, high: v128, scale: v128, last: v128, bits: v128): v128 {
  const none = f64x2.splat(0);
  const first = f64x2.pmax(none, f64x2.pmin(last, f64x2.ceil(f64x2.mul(low, scale))));
  const second = f64x2.pmax(none, f64x2.pmin(last, f64x2.ceil(f64x2.mul(high, scale))));
  return narrow(f64x2.add(first, bits), f64x2.add(second, bits));
}

// @ts-ignore: decorator
@inline
function rowOf(time: f64, rows: i32, perUnit: f64): i32 {
  const row = ceil(time * perUnit);
  if (!(row <= <f64>rows)) return rows;
  return row > 0 ? <i32>row : 0;
}

// @ts-ignore: decorator
@inline
function incrementAll(counts: usize, rows: v128): void {
  const offsets = i32x4.shl(rows, 2);
  increment(counts + i32x4.extract_lane(offsets, 0));
  increment(counts + i32x4.extract_lane(offsets, 1));
  increment(counts + i32x4.extract_lane(offsets, 2));
  increment(counts + i32x4.extract_lane(offsets, 3));
}

// @ts-ignore: decorator
@inline
function increment(place: usize): void {
  store<i32>(place, load<i32>(place) + 1);
}
