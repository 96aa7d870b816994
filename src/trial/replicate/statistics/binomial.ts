import { betaP } from '../../../math/beta.ts';
import { normalQuantileOfUpper } from '../../../math/normal.ts';
import { EVENT, type LookData } from '../look-data.ts';
import type { PreparedTest } from './statistic.ts';

/** Relative reduction of p before it is turned into z: a p equal to alpha must reject in spite of rounding. */
const ROUNDING = 1e-9;
/** z for a p below the smallest double. */
const LARGEST_Z = 40;

/**
 * The exact one-sided binomial test of a single arm: the number of patients without the event at a time, against the
 * share under the null hypothesis.
 *
 * All patients count. A success is a patient known to be event-free at the time, with follow-up to it or longer.
 * Patients lost earlier or not followed that long count as failures, as in intention-to-treat analyses of response or
 * organ preservation. The type I error is therefore at most alpha whatever the drop-out. A look should come when all
 * have been followed to the time.
 *
 * @param test an event at exactly the time counts as an event, a censoring at it as a success
 * @returns z with upper tail p (1 - 1e-9), p = P(X >= successes), so that z >= normalQuantileOfUpper(alpha) if p <=
 *   alpha, including equality; between -6 and 40. The estimate is successes / patients. Both are NaN without
 *   patients.
 * @throws RangeError unless `at` is above 0 and finite and the share is between 0 and 1
 *
 * Source: Clopper & Pearson (1934); A'Hern (2001), Statistics in Medicine 20, 859-866.
 */
export function binomial({ at, share }: { at: number; share: number }): PreparedTest {
  if (!(at > 0 && at < Infinity)) throw new RangeError(`the time is ${at}, must be finite and > 0`);
  if (!(share > 0 && share < 1)) throw new RangeError(`the share is ${share}, must lie between 0 and 1`);
  let successShare = NaN;
  return {
    z(data) {
      const { size } = data;
      const successes = followedTo(data, at);
      successShare = successes / size;
      const p = successes === 0 ? 1 : betaP(share, successes, size - successes + 1);
      return size > 0 ? Math.min(LARGEST_Z, normalQuantileOfUpper(p * (1 - ROUNDING))) : NaN;
    },
    estimate: () => successShare,
  };
}

/** The number of patients known to be event-free at a time. */
function followedTo({ size, times, codes }: LookData, at: number): number {
  let count = 0;
  for (let i = size - 1; i >= 0 && times[i]! >= at; i--) {
    if (times[i]! > at || (codes[i]! & EVENT) === 0) count++;
  }
  return count;
}
