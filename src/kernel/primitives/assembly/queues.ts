// Appends patients and their times to queues.
import { appendDoubles, appendIntegers, livingFrom, narrow, pinDouble, pinInteger, upper } from './lanes';

/** From these odds on every draw is a yes, including infinite odds, where u (1 + odds) < odds would be false. */
const CERTAIN_ODDS: f64 = 1e18;

export function advance(
  times: usize,
  winners: usize,
  patients: usize,
  n: i32,
  label: i32,
  horizon: f64,
  toPatients: usize,
  toTimes: usize,
): i32 {
  const wanted = pinInteger(label);
  const last = pinDouble(horizon);
  let to = toPatients;
  for (let i = 0; i < n; i += 4) {
    const at = (<usize>i) << 2;
    const low = v128.load(times + (at << 1));
    const high = v128.load(times + (at << 1), 16);
    const inTime = narrow(f64x2.le(low, last), f64x2.le(high, last));
    const won = i32x4.eq(v128.load(winners + at), wanted);
    const mask = i32x4.bitmask(v128.and(won, inTime)) & livingFrom(i, n);
    to = appendIntegers(to, v128.load(patients + at), mask);
    toTimes = appendDoubles(toTimes, low, high, mask);
  }
  return <i32>((to - toPatients) >> 2);
}

export function expire(
  times: usize,
  patients: usize,
  n: i32,
  horizon: f64,
  toPatients: usize,
  toTimes: usize,
): i32 {
  const last = pinDouble(horizon);
  let to = toPatients;
  for (let i = 0; i < n; i += 4) {
    const at = (<usize>i) << 2;
    const low = v128.load(times + (at << 1));
    const high = v128.load(times + (at << 1), 16);
    const inTime = narrow(f64x2.le(low, last), f64x2.le(high, last));
    const mask = ~i32x4.bitmask(inTime) & livingFrom(i, n);
    to = appendIntegers(to, v128.load(patients + at), mask);
    toTimes = appendDoubles(toTimes, low, high, mask);
  }
  return <i32>((to - toPatients) >> 2);
}

export function split(
  draws: usize,
  threshold: i32,
  patients: usize,
  times: usize,
  n: i32,
  yesPatients: usize,
  yesTimes: usize,
  noPatients: usize,
  noTimes: usize,
): i32 {
  const bound = pinInteger(threshold);
  let yes = yesPatients;
  for (let i = 0; i < n; i += 4) {
    const at = (<usize>i) << 2;
    const patient = v128.load(patients + at);
    const low = v128.load(times + (at << 1));
    const high = v128.load(times + (at << 1), 16);
    const below = i32x4.bitmask(i32x4.lt_u(v128.load(draws + at), bound));
    const living = livingFrom(i, n);
    const mask = below & living;
    const others = ~below & living;
    yes = appendIntegers(yes, patient, mask);
    yesTimes = appendDoubles(yesTimes, low, high, mask);
    noPatients = appendIntegers(noPatients, patient, others);
    noTimes = appendDoubles(noTimes, low, high, others);
  }
  return <i32>((yes - yesPatients) >> 2);
}

export function splitPatients(
  draws: usize,
  threshold: i32,
  patients: usize,
  n: i32,
  yesPatients: usize,
  noPatients: usize,
): i32 {
  const bound = pinInteger(threshold);
  let yes = yesPatients;
  for (let i = 0; i < n; i += 4) {
    const at = (<usize>i) << 2;
    const patient = v128.load(patients + at);
    const below = i32x4.bitmask(i32x4.lt_u(v128.load(draws + at), bound));
    const living = livingFrom(i, n);
    yes = appendIntegers(yes, patient, below & living);
    noPatients = appendIntegers(noPatients, patient, ~below & living);
  }
  return <i32>((yes - yesPatients) >> 2);
}

export function part(
  left: usize,
  right: usize,
  patients: usize,
  times: usize,
  n: i32,
  yesPatients: usize,
  yesTimes: usize,
  noPatients: usize,
  noTimes: usize,
): i32 {
  let yes = yesPatients;
  for (let i = 0; i < n; i += 4) {
    const at = (<usize>i) << 2;
    const patient = v128.load(patients + at);
    const low = v128.load(times + (at << 1));
    const high = v128.load(times + (at << 1), 16);
    const first = f64x2.le(v128.load(left + (at << 1)), v128.load(right + (at << 1)));
    const second = f64x2.le(v128.load(left + (at << 1), 16), v128.load(right + (at << 1), 16));
    const reached = i32x4.bitmask(narrow(first, second));
    const living = livingFrom(i, n);
    const mask = reached & living;
    const others = ~reached & living;
    yes = appendIntegers(yes, patient, mask);
    yesTimes = appendDoubles(yesTimes, low, high, mask);
    noPatients = appendIntegers(noPatients, patient, others);
    noTimes = appendDoubles(noTimes, low, high, others);
  }
  return <i32>((yes - yesPatients) >> 2);
}

export function splitOdds(
  draws: usize,
  odds: usize,
  patients: usize,
  times: usize,
  n: i32,
  yesPatients: usize,
  yesTimes: usize,
  noPatients: usize,
  noTimes: usize,
): i32 {
  const half = pinDouble(0.5);
  const unit = pinDouble(1.0 / 4294967296.0);
  const one = pinDouble(1);
  const certain = pinDouble(CERTAIN_ODDS);
  let yes = yesPatients;
  for (let i = 0; i < n; i += 4) {
    const at = (<usize>i) << 2;
    const patient = v128.load(patients + at);
    const low = v128.load(times + (at << 1));
    const high = v128.load(times + (at << 1), 16);
    const x = v128.load(draws + at);
    const lowOdds = f64x2.pmin(v128.load(odds + (at << 1)), certain);
    const highOdds = f64x2.pmin(v128.load(odds + (at << 1), 16), certain);
    const first = hit(f64x2.convert_low_i32x4_u(x), lowOdds, half, unit, one);
    const second = hit(f64x2.convert_low_i32x4_u(upper(x)), highOdds, half, unit, one);
    const below = i32x4.bitmask(narrow(first, second));
    const living = livingFrom(i, n);
    const mask = below & living;
    const others = ~below & living;
    yes = appendIntegers(yes, patient, mask);
    yesTimes = appendDoubles(yesTimes, low, high, mask);
    noPatients = appendIntegers(noPatients, patient, others);
    noTimes = appendDoubles(noTimes, low, high, others);
  }
  return <i32>((yes - yesPatients) >> 2);
}

/** Whether u (1 + odds) < odds. */
// @ts-ignore: decorator
@inline
function hit(draw: v128, odds: v128, half: v128, unit: v128, one: v128): v128 {
  const u = f64x2.mul(f64x2.add(draw, half), unit);
  return f64x2.lt(f64x2.mul(u, f64x2.add(one, odds)), odds);
}
