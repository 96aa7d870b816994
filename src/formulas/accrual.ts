/** A period of calendar time in which patients enter at a rate that is constant or changes linearly. */
export interface AccrualPiece {
  from: number;
  to: number;
  /** patients per unit of time at `from` */
  rate: number;
  /** rate at `to`; undefined: equal to `rate` */
  rateAtEnd?: number;
}

/**
 * Consecutive accrual pieces in calendar time, which starts at 0. Rates are expected values, for equally spaced
 * entries, independent entry times and a Poisson process alike.
 */
export type Accrual = readonly AccrualPiece[];

/**
 * Accrual of a number of patients at a constant rate.
 *
 * @throws RangeError unless both are above 0 and finite
 *
 * @example
 * ```ts
 * import { enteredBy, uniformAccrual } from 'sojourn';
 *
 * const accrual = uniformAccrual(300, 18);
 * console.log(accrual, enteredBy(accrual, 6));
 * // [ { from: 0, to: 18, rate: 16.666666... } ] 100
 * ```
 */
export function uniformAccrual(patients: number, duration: number): Accrual {
  if (!(duration > 0 && duration < Infinity))
    throw new RangeError(`the accrual lasts ${duration}, must be above 0 and finite`);
  const accrual = [{ from: 0, to: duration, rate: patients / duration }];
  checkAccrual(accrual);
  return accrual;
}

/**
 * The same pattern of accrual, scaled to a number of patients.
 *
 * @example
 * ```ts
 * import { accrualOf, enteredBy, uniformAccrual } from 'sojourn';
 *
 * const slow = accrualOf(120, uniformAccrual(300, 18));
 * console.log(enteredBy(slow, 9));
 * // 60.000000...
 * ```
 */
export function accrualOf(patients: number, pattern: Accrual): Accrual {
  checkAccrual(pattern);
  if (!(patients > 0 && patients < Infinity))
    throw new RangeError(`there are ${patients} patients, must be above 0 and finite`);
  const factor = patients / allEntered(pattern);
  return pattern.map(({ from, to, rate, rateAtEnd = rate }) => ({
    from,
    to,
    rate: factor * rate,
    rateAtEnd: factor * rateAtEnd,
  }));
}

/**
 * Expected number of patients who have entered by calendar time t.
 *
 * @example
 * ```ts
 * import { enteredBy } from 'sojourn';
 *
 * const accrual = [
 *   { from: 0, to: 6, rate: 5 },
 *   { from: 6, to: 18, rate: 20 },
 * ];
 * console.log(enteredBy(accrual, 9), enteredBy(accrual, 24));
 * // 90 270
 * ```
 */
export function enteredBy(accrual: Accrual, t: number): number {
  let entered = 0;
  for (const { from, to, rate, rateAtEnd = rate } of accrual) {
    if (t <= from) break;
    const length = Math.min(t, to) - from;
    entered += length * (rate + ((rateAtEnd - rate) * length) / (2 * (to - from)));
  }
  return entered;
}

/** Expected total number of patients. */
export function allEntered(accrual: Accrual): number {
  return enteredBy(accrual, Infinity);
}

/** Calendar time at which accrual ends. */
export function accrualEnd(accrual: Accrual): number {
  return accrual[accrual.length - 1]!.to;
}

/**
 * Calendar time by which a number of patients is expected to have entered. With equally spaced entries, this is the
 * time at which patient `count` enters.
 *
 * @throws RangeError unless 0 <= count <= all patients
 */
export function timeOfEntry(accrual: Accrual, count: number): number {
  const all = allEntered(accrual);
  if (!(count >= 0 && count <= all * (1 + 1e-12)))
    throw new RangeError(`the number of patients is ${count}, must be from 0 to ${all}`);
  let before = 0;
  for (const piece of accrual) {
    const { from, to, rate, rateAtEnd = rate } = piece;
    const inPiece = ((rate + rateAtEnd) / 2) * (to - from);
    const missing = count - before;
    if (missing <= inPiece && inPiece > 0) {
      // root of rate x + slope x²/2 = wanted, in the form without cancellation
      const slope = (rateAtEnd - rate) / (to - from);
      const root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * missing));
      return missing === 0 ? from : Math.min(to, from + (2 * missing) / (rate + root));
    }
    before += inPiece;
  }
  return accrualEnd(accrual);
}

/**
 * @throws RangeError unless pieces follow each other from time 0, rates are finite and >= 0, and some patients enter
 */
export function checkAccrual(accrual: Accrual): void {
  accrual.forEach(({ from, to, rate, rateAtEnd = rate }, i) => {
    const earliest = i === 0 ? 0 : accrual[i - 1]!.to;
    if (!(from >= earliest && to > from && to < Infinity))
      throw new RangeError(
        `piece ${i + 1} of the accrual is from ${from} to ${to}, must begin at ${earliest} or later, and end after it`,
      );
    if (!(rate >= 0 && rateAtEnd >= 0 && rate + rateAtEnd < Infinity))
      throw new RangeError(
        `piece ${i + 1} of the accrual has rates of ${rate} to ${rateAtEnd}, must be finite and at least 0`,
      );
  });
  if (accrual.length === 0 || !(allEntered(accrual) > 0))
    throw new RangeError('the accrual has no patients, must have some');
}
