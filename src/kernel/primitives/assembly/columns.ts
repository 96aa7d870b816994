// Columns are filled, added and compared; values are stored for patients.
import { narrow, pinDouble, pinInteger } from './lanes';

export function iota(patients: usize, n: i32): void {
  let x = i32x4(0, 1, 2, 3);
  const four = pinInteger(4);
  for (let i = 0; i < n; i += 4) {
    v128.store(patients + ((<usize>i) << 2), x);
    x = i32x4.add(x, four);
  }
}

export function fill(column: usize, n: i32, value: f64): void {
  const x = pinDouble(value);
  for (let i = 0; i < n; i += 2) v128.store(column + ((<usize>i) << 3), x);
}

export function label(column: usize, n: i32, value: i32): void {
  const x = pinInteger(value);
  for (let i = 0; i < n; i += 4) v128.store(column + ((<usize>i) << 2), x);
}

export function copy(column: usize, n: i32, others: usize): void {
  for (let i = 0; i < n; i += 2) {
    const at = (<usize>i) << 3;
    v128.store(column + at, v128.load(others + at));
  }
}

export function add(column: usize, n: i32, others: usize): void {
  for (let i = 0; i < n; i += 2) {
    const at = (<usize>i) << 3;
    v128.store(column + at, f64x2.add(v128.load(column + at), v128.load(others + at)));
  }
}

export function subtract(column: usize, n: i32, others: usize): void {
  for (let i = 0; i < n; i += 2) {
    const at = (<usize>i) << 3;
    v128.store(column + at, f64x2.sub(v128.load(column + at), v128.load(others + at)));
  }
}

export function notBefore(column: usize, n: i32, others: usize): void {
  for (let i = 0; i < n; i += 2) {
    const at = (<usize>i) << 3;
    v128.store(column + at, f64x2.pmax(v128.load(column + at), v128.load(others + at)));
  }
}

export function earlier(others: usize, n: i32, times: usize, winners: usize, label: i32): void {
  const mine = pinInteger(label);
  for (let i = 0; i < n; i += 4) {
    const at = (<usize>i) << 3;
    const first = v128.load(others + at);
    const second = v128.load(others + at, 16);
    const before = v128.load(times + at);
    const after = v128.load(times + at, 16);
    const winner = winners + ((<usize>i) << 2);
    const won = narrow(f64x2.lt(first, before), f64x2.lt(second, after));
    v128.store(times + at, f64x2.pmin(before, first));
    v128.store(times + at, f64x2.pmin(after, second), 16);
    v128.store(winner, v128.bitselect(mine, v128.load(winner), won));
  }
}

export function never(draws: usize, n: i32, threshold: i32, times: usize): void {
  const bound = pinInteger(threshold);
  const infinity = pinDouble(Infinity);
  for (let i = 0; i < n; i += 4) {
    const below = i32x4.lt_u(v128.load(draws + ((<usize>i) << 2)), bound);
    const at = times + ((<usize>i) << 3);
    v128.store(at, v128.bitselect(infinity, v128.load(at), i64x2.extend_low_i32x4_s(below)));
    v128.store(at, v128.bitselect(infinity, v128.load(at, 16), i64x2.extend_high_i32x4_s(below)), 16);
  }
}

export function remember(patients: usize, n: i32, column: usize, memory: usize): void {
  for (let i = 0; i < n; i++) {
    store<f64>(placeOf(patients, i, memory), load<f64>(column + ((<usize>i) << 3)));
  }
}

export function recall(patients: usize, n: i32, memory: usize, column: usize): void {
  for (let i = 0; i < n; i++) {
    store<f64>(column + ((<usize>i) << 3), load<f64>(placeOf(patients, i, memory)));
  }
}

export function scale(patients: usize, n: i32, memory: usize, column: usize): void {
  for (let i = 0; i < n; i++) {
    const at = column + ((<usize>i) << 3);
    store<f64>(at, load<f64>(at) * load<f64>(placeOf(patients, i, memory)));
  }
}

/** The address of the i-th patient's value in a memory column. */
// @ts-ignore: decorator
@inline
function placeOf(patients: usize, i: i32, memory: usize): usize {
  return memory + (<usize>load<i32>(patients + ((<usize>i) << 2)) << 3);
}

export function visit(patients: usize, n: i32, visits: usize): i32 {
  let most: i32 = 0;
  for (let i = 0; i < n; i++) {
    const at = visits + (<usize>load<i32>(patients + ((<usize>i) << 2)) << 2);
    const seen = load<i32>(at) + 1;
    store<i32>(at, seen);
    most = max(most, seen);
  }
  return most;
}
