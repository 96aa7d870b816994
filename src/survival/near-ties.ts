/** Times are tied if they differ by no more than this, absolutely or relative to the mean time: sqrt(2^-52). */
export const NEAR = 2 ** -26;

export interface TiedTimes {
  times: Float64Array;
  /** number of patients whose time changed */
  moved: number;
}

/**
 * Makes times equal that differ only by rounding, such as 0.3 and 0.1 + 0.2: R's `survival::aeqSurv`, which its
 * `survfit`, `survdiff` and `coxph` apply unless called with `timefix = FALSE`.
 *
 * Among the distinct times in increasing order, a time is tied with the previous one if it follows by 2^-26 or less,
 * or by 2^-26 of the mean of the distinct times or less. All times of such a chain become the first. Times in a very
 * large unit, with true differences below 1.5e-8, are tied as well: choose a smaller unit.
 *
 * @param times finite and >= 0, in any order
 * @returns the times in the given order
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
