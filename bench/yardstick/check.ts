import { MONTHS } from '../figures.ts';
import type { Counted } from './counted.ts';
import { overallSurvival, progressionFreeSurvival } from './exact.ts';
import type { Model } from './models.ts';

/** Largest plausible distance in standard errors; one in a hundred thousand correct programs exceeds it. */
const FAR = 5;

/**
 * The largest distance of a program's figures from the exact values, in standard errors: the shares of the two paths,
 * toxicity, and OS and PFS on each path at each of MONTHS.
 *
 * @throws RangeError if it is too large to be chance: the speed of an incorrect program is not reported
 */
export function checkCounts(
  program: string,
  { completionShare, toxicityRisk, paths }: Model,
  counted: Counted,
): number {
  const distances: number[] = [];
  const check = (figure: string, events: number, of: number, exact: number) => {
    const share = events / of;
    const distance = Math.abs(share - exact) / Math.sqrt((exact * (1 - exact)) / of);
    if (!(distance < FAR)) {
      throw new RangeError(
        `${program}: ${figure} is ${share}, must be ${exact}: ${distance.toFixed(1)} standard errors away`,
      );
    }
    distances.push(distance);
  };
  const [completing, others] = counted.paths;
  const patients = completing!.patients + others!.patients;
  check('share of those completing', completing!.patients, patients, completionShare);
  check('toxicity', counted.toxicity, patients, toxicityRisk);
  paths.forEach((path, which) => {
    const found = counted.paths[which]!;
    MONTHS.forEach((month, i) => {
      const place = `on path ${which} at ${month} months`;
      check(`death ${place}`, found.OS[i]!, found.patients, 1 - overallSurvival(path, month));
      check(
        `progression or death ${place}`,
        found.PFS[i]!,
        found.patients,
        1 - progressionFreeSurvival(path, month),
      );
    });
  });
  return Math.max(...distances);
}
