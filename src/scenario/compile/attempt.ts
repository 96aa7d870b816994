import type { Problem } from '../../language/problem.ts';
import type { Complain } from './numbers/chances.ts';
import { PlacedError } from './placed-error.ts';

/** The result of `make` and its problems; the result is undefined where a PlacedError stopped it. */
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
