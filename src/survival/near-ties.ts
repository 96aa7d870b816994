/** Times that differ by no more than this, or by no more than this share of their mean, are one time: sqrt(2^-52). */
export const NEAR = 2 ** -26;

export interface TiedTimes {
  times: Float64Array;
  /** how many patients have another time now */
  moved: number;
}

/**
 * Times that only rounding tells apart, such as 0.3 and 0.1 + 0.2, made the same: R's `survival::aeqSurv`, which its
 *
 * `survfit`, `survdiff` and `coxph` apply unless they are called with `timefix = FALSE`.
 *
 * The distinct times in increasing order are gone through: one that follows the one before it by 2^-26 or less, or by
 * 2^-26 of the mean of the distinct times or less, is tied with it. Of a chain of such times all get the first. Times in
 * a unit so large that true differences are below 1.5e-8 are tied as well: choose a smaller unit.
 *
 * @param times finite and >= 0, in any order
 * @returns the times in the order given
 *
 * @example
 * ```ts
 * import { tieNearTimes } from 'sojourn';
 *
 * const { times } = tieNearTimes([0.1 + 0.2, 0.3, 1]);
 * console.log(times);
 * // Float64Array(3) [ 0.3, 0.3, 1 ]
 * ```
 *
 * Source: Therneau, vignette "Roundoff error and tied times" of R's survival. Checked in test/known/near-ties.R.
 */
export function tieNearTimes(times: ArrayLike<number>): TiedTimes {
  const distinct = Float64Array.from(new Set(Array.from(times))).sort();
  let sum = 0;
  for (const time of distinct) sum += time;
  const mean = sum / distinct.length;
  const first = new Map<number, number>();
  let cut = distinct[0]!;
  for (let k = 1; k < distinct.length; k++) {
    const gap = distinct[k]! - distinct[k - 1]!;
    if (gap <= NEAR || gap / mean <= NEAR) first.set(distinct[k]!, cut);
    else cut = distinct[k]!;
  }
  let moved = 0;
  const tied = Float64Array.from(times, (time) => {
    const before = first.get(time);
    if (before === undefined) return time;
    moved++;
    return before;
  });
  return { times: tied, moved };
}
