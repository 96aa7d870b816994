// Loops over the column: each changes its first n numbers in place, two at a time; n is even.
import { exp as expOf, expm1, lnOrLog1p, log1p, logRest, logTerm, powOfLog } from './elementary';
import { choose, double } from './lanes';

/** Address of the column, in bytes. */
const COLUMN: usize = 512;
const ROOM: usize = 4096;
/** Of what is worked out on the way: two blocks. */
const PARTS: usize = COLUMN + (ROOM << 3);
const BLOCK: usize = 512 << 3;

export function divide(n: i32, by: f64): void {
  for (let at = COLUMN, end = COLUMN + ((<usize>n) << 3); at < end; at += 16)
    v128.store(at, f64x2.div(v128.load(at), double(by)));
}

export function times(n: i32, by: f64): void {
  for (let at = COLUMN, end = COLUMN + ((<usize>n) << 3); at < end; at += 16)
    v128.store(at, f64x2.mul(v128.load(at), double(by)));
}

export function plus(n: i32, term: f64): void {
  for (let at = COLUMN, end = COLUMN + ((<usize>n) << 3); at < end; at += 16)
    v128.store(at, f64x2.add(v128.load(at), double(term)));
}

export function atMost(n: i32, most: f64): void {
  for (let at = COLUMN, end = COLUMN + ((<usize>n) << 3); at < end; at += 16)
    v128.store(at, f64x2.pmin(v128.load(at), double(most)));
}

export function positive(n: i32): void {
  for (let at = COLUMN, end = COLUMN + ((<usize>n) << 3); at < end; at += 16) {
    const x = v128.load(at);
    v128.store(at, v128.and(x, f64x2.gt(x, double(0))));
  }
}

export function exp(n: i32): void {
  for (let at = COLUMN, end = COLUMN + ((<usize>n) << 3); at < end; at += 32) {
    const a = expOf(v128.load(at));
    const b = expOf(v128.load(at, 16));
    v128.store(at, a);
    v128.store(at, b, 16);
  }
}

export function power(n: i32, exponent: f64): void {
  const wide = 134217729 * exponent;
  const upper = wide - (wide - exponent);
  const y = double(exponent);
  const high = double(upper);
  const low = double(exponent - upper);
  const end = COLUMN + ((<usize>n) << 3);
  for (let from = COLUMN; from < end; from += BLOCK) {
    const to = min(end, from + BLOCK);
    const logs = PARTS - from;
    for (let at = from; at < to; at += 16) {
      const x = v128.load(at);
      v128.store(at + logs, logTerm(x));
      v128.store(at + logs + BLOCK, logRest(x));
    }
    for (let at = from; at < to; at += 16)
      v128.store(
        at,
        powOfLog(v128.load(at), v128.load(at + logs), v128.load(at + logs + BLOCK), y, high, low),
      );
  }
}

export function mixed(n: i32, cure: f64, limit: f64): void {
  const uncured = double(1 - cure);
  const odds = double((1 - cure) / cure);
  const end = COLUMN + ((<usize>n) << 3);
  for (let from = COLUMN; from < end; from += BLOCK) {
    const to = min(end, from + BLOCK);
    const parts = PARTS - from;
    for (let at = from; at < to; at += 16) {
      const y = v128.load(at);
      const isEarly = f64x2.lt(y, double(0.5));
      const back = f64x2.neg(y);
      const early = v128.any_true(isEarly) ? f64x2.mul(uncured, expm1(back)) : back;
      const late = i64x2.all_true(isEarly) ? back : f64x2.mul(odds, expOf(back));
      v128.store(at + parts, choose(isEarly, early, late));
    }
    for (let at = from; at < to; at += 16) {
      const log = log1p(v128.load(at + parts));
      const isEarly = f64x2.lt(v128.load(at), double(0.5));
      v128.store(at, choose(isEarly, f64x2.neg(log), f64x2.sub(double(limit), log)));
    }
  }
}

export function unmixed(n: i32, cure: f64, limit: f64): void {
  const uncured = double(1 - cure);
  const odds = double(cure / (1 - cure));
  const end = COLUMN + ((<usize>n) << 3);
  for (let from = COLUMN; from < end; from += BLOCK) {
    const to = min(end, from + BLOCK);
    const shares = PARTS - from;
    for (let at = from; at < to; at += 16) {
      const y = v128.load(at);
      const share = f64x2.div(expm1(f64x2.neg(y)), uncured);
      const isEarly = f64x2.gt(share, double(-0.5));
      const rest = i64x2.all_true(isEarly) ? share : f64x2.mul(expm1(f64x2.sub(double(limit), y)), odds);
      v128.store(at + shares, share);
      v128.store(at + shares + BLOCK, rest);
    }
    for (let at = from; at < to; at += 16) {
      const y = v128.load(at);
      const share = v128.load(at + shares);
      const isEarly = f64x2.gt(share, double(-0.5));
      const time = f64x2.neg(lnOrLog1p(v128.load(at + shares + BLOCK), isEarly, share));
      v128.store(at, choose(f64x2.ge(y, double(limit)), double(Infinity), time));
    }
  }
}
