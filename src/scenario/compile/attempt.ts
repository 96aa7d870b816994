import type { Problem } from '../../language/problem.ts';
import type { Complain } from './numbers/chances.ts';
import { PlacedError } from './placed-error.ts';

/** What is made, and what is wrong with it; undefined where it cannot be made. */
export function attempt<T>(make: (complain: Complain) => T): { made: T | undefined; problems: Problem[] } {
  const problems = new Map<string, Problem>();
  const complain: Complain = (path, message) =>
    problems.set(`${path.join('.')} ${message}`, { path, message, severity: 'error' });
  let made: T | undefined;
  try {
    made = make(complain);
  } catch (error) {
    if (!(error instanceof PlacedError)) throw error;
    complain(error.path, error.message);
  }
  return { made, problems: [...problems.values()] };
}
