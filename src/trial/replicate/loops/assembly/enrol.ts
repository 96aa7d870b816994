// Enrols every patient, with entry at a constant rate.
import { double } from './places';

const NEVER: f64 = 1e300;
const EARLIEST: f64 = 1e-300;

export function enrolEvenly(
  entry: usize,
  events: usize,
  losses: usize,
  n: i32,
  opens: f64,
  length: f64,
  start: usize,
  time: usize,
  eventAt: usize,
  eventTimes: usize,
): i32 {
  const from = f64x2.splat(opens);
  const during = f64x2.splat(length);
  const never = f64x2.splat(NEVER);
  const earliest = f64x2.splat(EARLIEST);
  const infinity = f64x2.splat(Infinity);
  let next = eventTimes;
  for (let i = 0; i < n; i += 2) {
    const begin = f64x2.add(from, f64x2.mul(v128.load(double(entry, i)), during));
    const event = f64x2.pmin(v128.load(double(events, i)), never);
    const lost = f64x2.pmin(v128.load(double(losses, i)), never);
    const isSeen = v128.and(f64x2.le(event, lost), f64x2.lt(event, never));
    v128.store(double(start, i), begin);
    v128.store(double(time, i), v128.bitselect(event, lost, isSeen));
    const at = v128.bitselect(f64x2.add(begin, f64x2.pmax(event, earliest)), infinity, isSeen);
    v128.store(double(eventAt, i), at);
    // written for every patient, kept only if the event is observed; an odd last patient has no partner
    const seen = i64x2.bitmask(isSeen) & (i + 1 < n ? 3 : 1);
    store<f64>(next, f64x2.extract_lane(at, 0));
    next += (<usize>(seen & 1)) << 3;
    store<f64>(next, f64x2.extract_lane(at, 1));
    next += (<usize>(seen >> 1)) << 3;
  }
  return <i32>((next - eventTimes) >> 3);
}
