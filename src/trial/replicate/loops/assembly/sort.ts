// Radix sort by two digits of a number's place among 2^18, low digit first. An insertion sort afterwards orders the
// few numbers with equal places.
import { double, increment, integer } from './places';

const BITS: i32 = 9;
const DIGITS: i32 = 1 << BITS;
const PLACES: i32 = DIGITS * DIGITS;

export function sortTimes(
  times: usize,
  n: i32,
  low: usize,
  high: usize,
  places: usize,
  byLow: usize,
  sorted: usize,
): void {
  let largest: f64 = 0;
  for (let i = 0; i < n; i++) largest = max(largest, load<f64>(double(times, i)));
  orderByLow(times, n, largest, low, high, places, byLow);
  for (let k = 0; k < n; k++) {
    const i = load<i32>(integer(byLow, k));
    const at = increment(integer(high, load<i32>(integer(places, i)) >> BITS));
    store<f64>(double(sorted, at), load<f64>(double(times, i)));
  }
  insert(sorted, n);
}

/** Average number of insertion steps per value before switching to heap sort, so that the work is at most n log n. */
const STEPS: i64 = 8;

/** Insertion sort in place, for few or nearly sorted times; heap sort if it takes too many steps. */
export function insert(times: usize, n: i32): void {
  let steps = STEPS * n;
  for (let i = 1; i < n; i++) {
    const time = load<f64>(double(times, i));
    let k = i;
    for (; k > 0; k--) {
      const before = load<f64>(double(times, k - 1));
      if (before <= time) break;
      store<f64>(double(times, k), before);
    }
    store<f64>(double(times, k), time);
    steps -= i - k;
    if (steps < 0) {
      heapSort(times, n);
      return;
    }
  }
}

function heapSort(times: usize, n: i32): void {
  for (let root = (n >> 1) - 1; root >= 0; root--) sink(times, load<f64>(double(times, root)), root, n);
  for (let end = n - 1; end > 0; end--) {
    const last = load<f64>(double(times, end));
    store<f64>(double(times, end), load<f64>(times));
    sink(times, last, 0, end);
  }
}

/** Sifts a time down from a free place of a heap of n. */
function sink(times: usize, time: f64, from: i32, n: i32): void {
  let at = from;
  for (let child = 2 * at + 1; child < n; child = 2 * at + 1) {
    if (child + 1 < n && load<f64>(double(times, child + 1)) > load<f64>(double(times, child))) child++;
    const later = load<f64>(double(times, child));
    if (later <= time) break;
    store<f64>(double(times, at), later);
    at = child;
  }
  store<f64>(double(times, at), time);
}

/**
 * Sorts follow-up times, none above `largest`, together with a byte column and, unless its address is 0, a second
 * one.
 */
export function sortPatients(
  times: usize,
  codes: usize,
  strata: usize,
  n: i32,
  largest: f64,
  low: usize,
  high: usize,
  places: usize,
  byLow: usize,
  sorted: usize,
  sortedCodes: usize,
  sortedStrata: usize,
): void {
  orderByLow(times, n, largest, low, high, places, byLow);
  for (let k = 0; k < n; k++) {
    const i = load<i32>(integer(byLow, k));
    const at = increment(integer(high, load<i32>(integer(places, i)) >> BITS));
    store<f64>(double(sorted, at), load<f64>(double(times, i)));
    store<u8>(sortedCodes + <usize>at, load<u8>(codes + <usize>i));
    if (strata) store<u8>(sortedStrata + <usize>at, load<u8>(strata + <usize>i));
  }
  let steps = STEPS * n;
  let before = n > 0 ? load<f64>(sorted) : 0;
  for (let i = 1; i < n; i++) {
    const time = load<f64>(double(sorted, i));
    if (before <= time) {
      before = time;
      continue;
    }
    // the previous time is the latest so far, and remains it
    const code = load<u8>(sortedCodes + <usize>i);
    const stratum = strata ? load<u8>(sortedStrata + <usize>i) : 0;
    let k = i;
    for (; k > 0; k--) {
      const earlier = load<f64>(double(sorted, k - 1));
      if (earlier <= time) break;
      store<f64>(double(sorted, k), earlier);
      store<u8>(sortedCodes + <usize>k, load<u8>(sortedCodes + <usize>(k - 1)));
      if (strata) store<u8>(sortedStrata + <usize>k, load<u8>(sortedStrata + <usize>(k - 1)));
    }
    store<f64>(double(sorted, k), time);
    store<u8>(sortedCodes + <usize>k, code);
    if (strata) store<u8>(sortedStrata + <usize>k, stratum);
    steps -= i - k;
    if (steps < 0) {
      heapSortPatients(sorted, sortedCodes, sortedStrata, n, byLow, times, codes, strata);
      return;
    }
  }
}

/** Heap sort of patients; equal times keep their order. The last three columns are overwritten. */
function heapSortPatients(
  times: usize,
  codes: usize,
  strata: usize,
  n: i32,
  order: usize,
  spareTimes: usize,
  spareCodes: usize,
  spareStrata: usize,
): void {
  for (let i = 0; i < n; i++) store<i32>(integer(order, i), i);
  for (let root = (n >> 1) - 1; root >= 0; root--)
    sinkByTime(times, order, load<i32>(integer(order, root)), root, n);
  for (let end = n - 1; end > 0; end--) {
    const last = load<i32>(integer(order, end));
    store<i32>(integer(order, end), load<i32>(order));
    sinkByTime(times, order, last, 0, end);
  }
  for (let k = 0; k < n; k++) {
    const i = load<i32>(integer(order, k));
    store<f64>(double(spareTimes, k), load<f64>(double(times, i)));
    store<u8>(spareCodes + <usize>k, load<u8>(codes + <usize>i));
    if (spareStrata) store<u8>(spareStrata + <usize>k, load<u8>(strata + <usize>i));
  }
  memory.copy(times, spareTimes, (<usize>n) << 3);
  memory.copy(codes, spareCodes, <usize>n);
  if (spareStrata) memory.copy(strata, spareStrata, <usize>n);
}

function sinkByTime(times: usize, order: usize, one: i32, from: i32, n: i32): void {
  let at = from;
  for (let child = 2 * at + 1; child < n; child = 2 * at + 1) {
    if (
      child + 1 < n &&
      isLater(times, load<i32>(integer(order, child + 1)), load<i32>(integer(order, child)))
    )
      child++;
    const later = load<i32>(integer(order, child));
    if (isLater(times, one, later)) break;
    store<i32>(integer(order, at), later);
    at = child;
  }
  store<i32>(integer(order, at), one);
}

// @ts-ignore: decorator
@inline
function isLater(times: usize, i: i32, j: i32): bool {
  const one = load<f64>(double(times, i));
  const other = load<f64>(double(times, j));
  return one > other || (one == other && i > j);
}

/** Fills byLow with indices sorted by low digit, and high with the first position of each high digit. */
// @ts-ignore: decorator
@inline
function orderByLow(
  times: usize,
  n: i32,
  largest: f64,
  low: usize,
  high: usize,
  places: usize,
  byLow: usize,
): void {
  const scale = f64x2.splat(largest > 0 ? <f64>(PLACES - 1) / largest : 0);
  memory.fill(low, 0, DIGITS << 2);
  memory.fill(high, 0, DIGITS << 2);
  for (let i = 0; i < n; i += 2) {
    const two = i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(v128.load(double(times, i)), scale));
    // any time gets a valid place; wrong places are corrected by the insertion sort
    store<i64>(integer(places, i), i64x2.extract_lane(v128.and(two, i32x4.splat(PLACES - 1)), 0));
  }
  for (let i = 0; i < n; i++) {
    const place = load<i32>(integer(places, i));
    increment(integer(low, place & (DIGITS - 1)));
    increment(integer(high, place >> BITS));
  }
  let lows = 0;
  let highs = 0;
  for (let d = 0; d < DIGITS; d++) {
    const ofLow = load<i32>(integer(low, d));
    const ofHigh = load<i32>(integer(high, d));
    store<i32>(integer(low, d), lows);
    store<i32>(integer(high, d), highs);
    lows += ofLow;
    highs += ofHigh;
  }
  for (let i = 0; i < n; i++) {
    const at = increment(integer(low, load<i32>(integer(places, i)) & (DIGITS - 1)));
    store<i32>(integer(byLow, at), i);
  }
}
