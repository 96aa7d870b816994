// The generators, four patients at a time; src/kernel/generators.ts defines them.
import { pin, pinInteger, upper, WHOLE } from './lanes';

const SPREAD: i32 = 0x9e3779b9;

export function draw(patients: usize, n: i32, first: i32, k1: i32, k2: i32, draws: usize): void {
  const base = pinInteger(first + k1);
  const key = pinInteger(k2);
  const a = pinInteger(0xed5ad4bb);
  const b = pinInteger(0xac4c1b51);
  const c = pinInteger(0x31848bab);
  for (let i = 0; i < n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(draws + at, triple32(i32x4.add(v128.load(patients + at), base), key, a, b, c));
  }
}

export function drawVisit(
  patients: usize,
  n: i32,
  first: i32,
  k1: i32,
  k2: i32,
  visits: usize,
  draws: usize,
): void {
  const base = pinInteger(first + k1);
  const key = pinInteger(k2);
  const a = pinInteger(0xed5ad4bb);
  const b = pinInteger(0xac4c1b51);
  const c = pinInteger(0x31848bab);
  const spread = pinInteger(SPREAD);
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    const at = (<usize>i) << 2;
    const patient = v128.load(patients + at);
    const keys = v128.xor(key, i32x4.mul(visitsOf(patient, visits), spread));
    v128.store(draws + at, triple32(i32x4.add(patient, base), keys, a, b, c));
  }
  for (let i = whole; i < n; i++) {
    const at = (<usize>i) << 2;
    const patient = load<i32>(patients + at);
    const keys = pinInteger(k2 ^ (visitOf(patient, visits) * SPREAD));
    const x = triple32(pinInteger(patient + first + k1), keys, a, b, c);
    store<i32>(draws + at, i32x4.extract_lane(x, 0));
  }
}

export function philox(patients: usize, n: i32, first: i32, k1: i32, k2: i32, draws: usize): void {
  const base = pinInteger(first);
  const none = pinInteger(0);
  for (let i = 0; i < n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(draws + at, philox4(i32x4.add(v128.load(patients + at), base), none, k1, k2));
  }
}

export function philoxVisit(
  patients: usize,
  n: i32,
  first: i32,
  k1: i32,
  k2: i32,
  visits: usize,
  draws: usize,
): void {
  for (let i = 0; i < n; i++) {
    const at = (<usize>i) << 2;
    const patient = load<i32>(patients + at);
    const x = philox4(i32x4.splat(patient + first), i32x4.splat(visitOf(patient, visits)), k1, k2);
    store<i32>(draws + at, i32x4.extract_lane(x, 0));
  }
}

/** The current visit, from 0; it has already been counted. */
// @ts-ignore: decorator
@inline
function visitOf(patient: i32, visits: usize): i32 {
  return load<i32>(visits + ((<usize>patient) << 2)) - 1;
}

// @ts-ignore: decorator
@inline
function visitsOf(patient: v128, visits: usize): v128 {
  return i32x4(
    visitOf(i32x4.extract_lane(patient, 0), visits),
    visitOf(i32x4.extract_lane(patient, 1), visits),
    visitOf(i32x4.extract_lane(patient, 2), visits),
    visitOf(i32x4.extract_lane(patient, 3), visits),
  );
}

// @ts-ignore: decorator
@inline
function triple32(x: v128, key: v128, a: v128, b: v128, c: v128): v128 {
  const fed = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 17)), a);
  x = v128.xor(fed, key);
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 11)), b);
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), c);
  return i32x4.add(v128.xor(x, i32x4.shr_u(x, 14)), fed);
}

// @ts-ignore: decorator
@inline
function philox4(patient: v128, visit: v128, k1: i32, k2: i32): v128 {
  const m0 = i32x4.splat(0xd2511f53);
  const m1 = i32x4.splat(0xcd9e8d57);
  let c0 = patient;
  let c1 = visit;
  let c2 = i32x4.splat(0);
  let c3 = i32x4.splat(0);
  for (let round = 0; round < 10; round++) {
    const low0 = i64x2.extmul_low_i32x4_u(m0, c0);
    const high0 = i64x2.extmul_high_i32x4_u(m0, c0);
    const low1 = i64x2.extmul_low_i32x4_u(m1, c2);
    const high1 = i64x2.extmul_high_i32x4_u(m1, c2);
    c0 = v128.xor(v128.xor(v128.shuffle<u32>(low1, high1, 1, 3, 5, 7), c1), i32x4.splat(k1));
    c2 = v128.xor(v128.xor(v128.shuffle<u32>(low0, high0, 1, 3, 5, 7), c3), i32x4.splat(k2));
    c1 = v128.shuffle<u32>(low1, high1, 0, 2, 4, 6);
    c3 = v128.shuffle<u32>(low0, high0, 0, 2, 4, 6);
    k1 += 0x9e3779b9;
    k2 += 0xbb67ae85;
  }
  return c0;
}

export function bend(draws: usize, n: i32, threshold: f64, low: f64, high: f64): void {
  const bound = pin(f64x2.splat(threshold));
  const lower = pin(f64x2.splat(low));
  const higher = pin(f64x2.splat(high));
  const half = pin(f64x2.splat(0.5));
  const side = pin(f64x2.splat(2147483648 + WHOLE));
  const whole = pin(f64x2.splat(WHOLE));
  for (let i = 0; i < n; i += 4) {
    const at = draws + ((<usize>i) << 2);
    const x = v128.load(at);
    const first = bent(f64x2.convert_low_i32x4_u(x), bound, lower, higher, half, side, whole);
    const second = bent(f64x2.convert_low_i32x4_u(upper(x)), bound, lower, higher, half, side, whole);
    v128.store(at, v128.shuffle<u32>(first, second, 0, 2, 4, 6));
  }
}

/** Two bent draws, as the lower halves of doubles. */
// @ts-ignore: decorator
@inline
function bent(x: v128, bound: v128, low: v128, high: v128, half: v128, side: v128, whole: v128): v128 {
  const below = f64x2.floor(f64x2.mul(f64x2.add(x, half), low));
  const above = f64x2.floor(f64x2.mul(f64x2.add(f64x2.sub(x, bound), half), high));
  return v128.bitselect(f64x2.add(below, whole), f64x2.add(above, side), f64x2.lt(x, bound));
}

export function count(draws: usize, n: i32, threshold: i32): i32 {
  const bound = pinInteger(threshold);
  const whole = n & ~3;
  let sum = i32x4.splat(0);
  for (let i = 0; i < whole; i += 4) {
    // a true comparison is -1
    sum = i32x4.sub(sum, i32x4.lt_u(v128.load(draws + ((<usize>i) << 2)), bound));
  }
  let below = i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1);
  below += i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
  for (let i = whole; i < n; i++) {
    below += i32(load<u32>(draws + ((<usize>i) << 2)) < <u32>threshold);
  }
  return below;
}
