// The data of a trial at a calendar time.
import { double } from './places';
import { sortPatients } from './sort';

const TREATED: i32 = 1;
const EVENT: i32 = 2;

/** Number of events among the patients handled by the calls of followUp. */
let known: i32 = 0;

export function cut(
  size: i32,
  control: i32,
  start: usize,
  time: usize,
  eventAt: usize,
  stratum: usize,
  at: f64,
  events: i32,
  times: usize,
  codes: usize,
  strata: usize,
  low: usize,
  high: usize,
  places: usize,
  byLow: usize,
  sorted: usize,
  sortedCodes: usize,
  sortedStrata: usize,
  counts: usize,
): void {
  known = 0;
  const controls = followUp(start, time, eventAt, at, 0, control, 0, times, codes, 0);
  const n = followUp(start, time, eventAt, at, control, size, TREATED, times, codes, controls);
  if (strata) {
    for (let i = 0, k = 0; i < size; i++) {
      store<u8>(strata + <usize>k, load<u8>(stratum + <usize>i));
      k += i32(load<f64>(double(start, i)) <= at);
    }
  }
  if (events >= 0 && known > events) {
    // if several events are at the cut-off, only the first count
    for (let i = size - 1, k = n - 1; k >= 0; i--) {
      if (!(load<f64>(double(start, i)) <= at)) continue;
      if (load<f64>(double(eventAt, i)) == at) {
        const code = codes + <usize>k;
        store<u8>(code, load<u8>(code) & ~EVENT);
        if (--known <= events) break;
      }
      k--;
    }
  }
  sortPatients(times, codes, strata, n, at, low, high, places, byLow, sorted, sortedCodes, sortedStrata);
  store<i32>(counts, n);
  store<i32>(counts, controls, 4);
  store<i32>(counts, known, 8);
}

/** Follow-up and codes of patients first to last - 1, appended to those of n others. Returns the new number. */
function followUp(
  start: usize,
  time: usize,
  eventAt: usize,
  at: f64,
  first: i32,
  last: i32,
  arm: i32,
  times: usize,
  codes: usize,
  n: i32,
): i32 {
  const cut = f64x2.splat(at);
  let events = 0;
  for (let i = first; i < last; i += 2) {
    const from = v128.load(double(start, i));
    const own = v128.load(double(time, i));
    const followed = f64x2.sub(cut, from);
    const isEvent = f64x2.le(v128.load(double(eventAt, i)), cut);
    // take the event's own time: start + time rounds
    const until = v128.bitselect(own, followed, v128.or(isEvent, f64x2.lt(own, followed)));
    const both = i + 1 < last ? 3 : 1;
    const there = i64x2.bitmask(f64x2.le(from, cut)) & both;
    const event = i64x2.bitmask(isEvent) & both;
    // patients who have not entered yet are overwritten
    store<f64>(double(times, n), f64x2.extract_lane(until, 0));
    store<u8>(codes + <usize>n, arm | ((event & 1) << 1));
    n += there & 1;
    store<f64>(double(times, n), f64x2.extract_lane(until, 1));
    store<u8>(codes + <usize>n, arm | (event & EVENT));
    n += there >> 1;
    events += popcnt(event);
  }
  known += events;
  return n;
}
