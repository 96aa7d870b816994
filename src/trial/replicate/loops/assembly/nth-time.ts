// Selects a time by rank: counts times in buckets, then sorts only the bucket that contains the rank.
import { double, increment, integer } from './places';
import { insert } from './sort';

const BUCKETS: i32 = 256;

export function nthTime(times: usize, n: i32, d: i32, perUnit: f64, counts: usize, near: usize): f64 {
  const scale = f64x2.splat(perUnit);
  const last = i32x4.splat(BUCKETS);
  memory.fill(counts, 0, (BUCKETS + 1) << 2);
  const even = n & ~1;
  for (let i = 0; i < even; i += 2) {
    const buckets = bucketsOf(v128.load(double(times, i)), scale, last);
    increment(integer(counts, i32x4.extract_lane(buckets, 0)));
    increment(integer(counts, i32x4.extract_lane(buckets, 1)));
  }
  if (even < n) {
    const buckets = bucketsOf(v128.load(double(times, even)), scale, last);
    increment(integer(counts, i32x4.extract_lane(buckets, 0)));
  }
  let bucket = 0;
  let rank = d;
  for (let count = load<i32>(counts); count < rank; count = load<i32>(integer(counts, bucket))) {
    rank -= count;
    bucket++;
  }
  const wanted = i32x4.splat(bucket);
  let found = 0;
  for (let i = 0; i < n; i += 2) {
    const two = v128.load(double(times, i));
    const chosen = i32x4.bitmask(i32x4.eq(bucketsOf(two, scale, last), wanted)) & (i + 1 < n ? 3 : 1);
    if (chosen == 0) continue; // most are skipped
    store<f64>(double(near, found), f64x2.extract_lane(two, 0));
    found += chosen & 1;
    store<f64>(double(near, found), f64x2.extract_lane(two, 1));
    found += chosen >> 1;
  }
  insert(near, found);
  return load<f64>(double(near, rank - 1));
}

/** A bucket from 0 to BUCKETS, for any time. */
// @ts-ignore: decorator
@inline
function bucketsOf(times: v128, scale: v128, last: v128): v128 {
  return i32x4.min_u(i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(times, scale)), last);
}
