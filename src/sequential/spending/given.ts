import { checkPlannedFractions } from '../looks.ts';
import type { Spending } from './spending.ts';

/**
 * A spending function given by the error spent at each planned look, with linear interpolation at other fractions.
 *
 * @param fractions planned, increasing to 1
 * @param cumulative error spent up to each, not decreasing
 * @returns a spending function whose total must be the last value of `cumulative`: it throws a RangeError for another
 *   total
 * @throws RangeError if fractions or errors do not increase, or their numbers differ
 *
 * @example
 * ```ts
 * import { designSequential, givenSpending } from 'sojourn';
 *
 * const spending = givenSpending([0.5, 1], [0.005, 0.025]);
 * console.log(designSequential({ fractions: [0.5, 1], alpha: 0.025, efficacy: { spending } }).efficacy);
 * // [ 2.575829..., 2.002731... ]
 * ```
 */
export function givenSpending(fractions: readonly number[], cumulative: readonly number[]): Spending {
  checkPlannedFractions(fractions);
  if (cumulative.length !== fractions.length)
    throw new RangeError(
      `${cumulative.length} errors are given for ${fractions.length} looks, must be one for each`,
    );
  cumulative.forEach((spent, k) => {
    if (!(spent >= (k === 0 ? 0 : cumulative[k - 1]!) && spent < 1))
      throw new RangeError(
        `the error spent by look ${k + 1} is ${spent}, must be below 1 and no less than at the look before`,
      );
  });
  const all = cumulative[cumulative.length - 1]!;
  return (total, fraction) => {
    if (Math.abs(total - all) > 1e-12 * all)
      throw new RangeError(`the errors given add up to ${all}, must be ${total}`);
    if (fraction >= 1) return total;
    const k = fractions.findIndex((planned) => fraction <= planned);
    const [from, spent] = k === 0 ? [0, 0] : [fractions[k - 1]!, cumulative[k - 1]!];
    if (fraction === fractions[k]) return cumulative[k]!;
    return spent + ((cumulative[k]! - spent) * (fraction - from)) / (fractions[k]! - from);
  };
}
