import { exp } from '../math/elementary.ts';
import { normalQuantileOfUpper, normalSurvival } from '../math/normal.ts';
import { findRoot } from '../math/roots.ts';

/** The trapezoidal rule over a standard normal variable: of smooth functions it is exact to rounding. */
const FURTHEST = 9;
const SQRT_2PI = 2.5066282746310002;

/** The loadings of comparisons with one control: statistics are sqrt(1 - share) own + sqrt(share) common. */
interface Loading {
  common: number;
  own: number;
}

const loadingOf = (share: number): Loading => ({ common: Math.sqrt(share), own: Math.sqrt(1 - share) });

/**
 * The chance that the largest of several comparisons with one control reaches c, if no treatment has an effect.
 *
 * The statistics are standard normal; those of i and j have the correlation sqrt(share i share j), where a share is the
 * patients (or events under the null hypothesis) of a treatment over those of it and control together: 1/2 for arms of one size.
 *
 * Source: Dunnett (1955), J. Am. Stat. Assoc. 50, 1096-1121; given control, treatments are independent, so that one integral is left.
 *
 * @param shares one for each comparison, above 0 and below 1
 * @throws RangeError for another share
 *
 * @example
 * ```ts
 * import { dunnettTail } from 'sojourn';
 *
 * console.log(dunnettTail(2.2121, [0.5, 0.5]));
 * // 0.025002...
 * ```
 */
export function dunnettTail(c: number, shares: readonly number[]): number {
  checkShares(shares);
  if (shares.length === 1) return normalSurvival(c);
  if (!(c < Infinity)) return 0;
  if (c === -Infinity) return 1;
  const loadings = shares.map(loadingOf);
  const steepest = Math.max(...loadings.map(({ common, own }) => common / own));
  const step = steepest > 2.5 ? 0.1 : 0.25;
  let sum = 0;
  for (let x = -FURTHEST; x <= FURTHEST; x += step) {
    let reached = 0;
    for (const { common, own } of loadings) reached += (1 - reached) * normalSurvival((c - common * x) / own);
    sum += reached * exp((-x * x) / 2);
  }
  return (sum * step) / SQRT_2PI;
}

/**
 * The number that the largest of several comparisons with one control reaches with chance alpha, if no treatment has an effect.
 *
 * @param shares as for `dunnettTail`
 * @throws RangeError for an alpha that is not above 0 and below 1, or a share that is not
 *
 * @example
 * ```ts
 * import { dunnettCritical } from 'sojourn';
 *
 * // Dunnett's table for endless degrees of freedom, one-sided 0.05, three treatments: 2.06
 * console.log(dunnettCritical(0.05, [0.5, 0.5, 0.5]));
 * // 2.062083...
 * ```
 */
export function dunnettCritical(alpha: number, shares: readonly number[]): number {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha is ${alpha}, must be above 0 and below 1`);
  const least = normalQuantileOfUpper(alpha);
  const most = normalQuantileOfUpper(alpha / shares.length);
  if (shares.length === 1) return least;
  return findRoot((c) => dunnettTail(c, shares) - alpha, least - 1e-9, most + 1e-9, 1e-13);
}

/**
 * Tests several comparisons with one control, once: adjusted one-sided p values by Dunnett's test.
 *
 * @param z of each comparison; above 0 favours treatment
 * @param shares as for `dunnettTail`
 * @param options with `singleStep`, every comparison is held against all of them; otherwise by steps down from the largest, which
 *   is the closed test and rejects no less
 * @throws RangeError for another number of shares, or a share that is not above 0 and below 1
 *
 * @example
 * ```ts
 * import { dunnettP } from 'sojourn';
 *
 * console.log(dunnettP([2.5, 2.0], [0.5, 0.5]));
 * // [ 0.011749..., 0.022750... ]
 * ```
 *
 * Source: Dunnett & Tamhane (1991), Statistics in Medicine 10, 939-947.
 */
export function dunnettP(
  z: readonly number[],
  shares: readonly number[],
  { singleStep = false }: { singleStep?: boolean } = {},
): number[] {
  if (z.length !== shares.length)
    throw new RangeError(`there are ${z.length} statistics and ${shares.length} shares, must be one of each`);
  if (singleStep) return z.map((own) => dunnettTail(own, shares));
  const order = [...z.keys()].sort((a, b) => z[b]! - z[a]!);
  const adjusted = z.map(() => 1);
  let largest = 0;
  order.forEach((i, k) => {
    // the most that a set with i as its largest can give is that of all who are left
    const left = order.slice(k).map((j) => shares[j]!);
    largest = Math.max(largest, dunnettTail(z[i]!, left));
    adjusted[i] = largest;
  });
  return adjusted;
}

function checkShares(shares: readonly number[]): void {
  const wrong = shares.find((share) => !(share > 0 && share < 1));
  if (wrong !== undefined) throw new RangeError(`a share is ${wrong}, must be above 0 and below 1`);
  if (shares.length === 0) throw new RangeError('there is no comparison, must be at least one');
}
