import { overallSurvival, PATHS, progressionFreeSurvival } from './exact.ts';

/** What a program found on one path: patients, and how many of them had their event by each of the months. */
export interface Found {
  endpoint: 'OS' | 'PFS';
  path: number;
  patients: number;
  months: readonly number[];
  events: readonly number[];
}

/** Standard errors that a right program stays within: one of a hundred thousand right ones does not. */
const FAR = 5;

/**
 * The largest distance from the exact survival, in standard errors.
 *
 * @throws RangeError when it is too large to be luck: a program that is wrong may be as fast as it likes
 */
export function checkSurvival(program: string, found: readonly Found[]): number {
  let largest = 0;
  for (const { endpoint, path, patients, months, events } of found) {
    months.forEach((month, i) => {
      const survival = endpoint === 'OS' ? overallSurvival : progressionFreeSurvival;
      const exact = survival(PATHS[path]!, month);
      const estimate = 1 - events[i]! / patients;
      const distance = Math.abs(estimate - exact) / Math.sqrt((exact * (1 - exact)) / patients);
      if (!(distance < FAR)) {
        throw new RangeError(
          `${program}: ${endpoint} on path ${path} is ${estimate} at ${month} months, must be ${exact}: ${distance.toFixed(1)} standard errors away`,
        );
      }
      largest = Math.max(largest, distance);
    });
  }
  return largest;
}
