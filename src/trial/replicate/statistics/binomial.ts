import { betaP } from '../../../math/beta.ts';
import { normalQuantileOfUpper } from '../../../math/normal.ts';
import { EVENT, type LookData } from '../look-data.ts';
import type { PreparedTest } from './statistic.ts';

/**
 * A p that equals alpha must reject, though both are rounded on their way to a z: so much of p, as a share, is taken
 * off.
 */
const ROUNDING = 1e-9;
/** For a p too small for a double. */
const FAR = 40;

/**
 * The exact one-sided binomial test of a single arm: so many patients without the event at a time, against a share
 * that is not good enough.
 *
 * All patients count: a success is one who is known to be event-free at the time, followed to it or longer; who is
 * lost before, or not there yet, counts with those who had the event, as in trials of response or of organ
 * preservation with the endpoint analysed by intention to treat. The type I error stays within alpha then,
 * whatever the drop-out. A look should not come before all have been followed to the time.
 *
 * @param test at: an event at that very time has happened, a censoring there leaves a success
 * @returns z whose upper tail is p (1 - 1e-9), p = P(X >= successes), so that z >= normalQuantileOfUpper(alpha) where
 *   p <= alpha, equality included; between -6 and 40. The estimate is successes / patients. Both NaN without patients
 * @throws RangeError unless at is above 0 and finite and the share between 0 and 1
 *
 * Source: Clopper & Pearson (1934); A'Hern (2001), Statistics in Medicine 20, 859-866.
 */
export function binomial({ at, share }: { at: number; share: number }): PreparedTest {
  if (!(at > 0 && at < Infinity)) throw new RangeError(`the time is ${at}, must be finite and > 0`);
  if (!(share > 0 && share < 1)) throw new RangeError(`the share is ${share}, must lie between 0 and 1`);
  let successful = NaN;
  return {
    z(data) {
      const { size } = data;
      const successes = followedTo(data, at);
      successful = successes / size;
      const p = successes === 0 ? 1 : betaP(share, successes, size - successes + 1);
      return size > 0 ? Math.min(FAR, normalQuantileOfUpper(p * (1 - ROUNDING))) : NaN;
    },
    estimate: () => successful,
  };
}

/** Patients who are event-free at a time and known to be. */
function followedTo({ size, times, codes }: LookData, at: number): number {
  let count = 0;
  for (let i = size - 1; i >= 0 && times[i]! >= at; i--) {
    if (times[i]! > at || (codes[i]! & EVENT) === 0) count++;
  }
  return count;
}
