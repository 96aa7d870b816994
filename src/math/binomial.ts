import { betaQuantile } from './beta.ts';

/**
 * Clopper-Pearson ("exact") interval of a proportion. Source: Clopper & Pearson (1934).
 *
 * @param events number of patients with the event
 * @param of number of patients
 * @param level two-sided coverage, which the interval has at least
 * @returns the lower and the upper limit
 * @throws RangeError unless 0 <= events <= of, of > 0 and 0 < level < 1
 */
export function clopperPearson(events: number, of: number, level = 0.95): [lower: number, upper: number] {
  if (!(of > 0 && events >= 0 && events <= of))
    throw new RangeError(`there are ${events} events of ${of}, must be from 0 to a number above 0`);
  if (!(level > 0 && level < 1)) throw new RangeError(`the level is ${level}, must lie between 0 and 1`);
  const tail = (1 - level) / 2;
  const lower = events === 0 ? 0 : betaQuantile(tail, events, of - events + 1);
  // by symmetry, which avoids 1 minus a probability in the tail
  const upper = events === of ? 1 : 1 - betaQuantile(tail, of - events, events + 1);
  return [lower, upper];
}
