import { whole } from '../src/media/numbers.ts';

/** Patients 0 to patients - 1 of a scenario's first strategy, with any engine on any number of threads. */
export interface Work {
  scenario: string;
  patients: number;
}

/**
 * Checks that the same work is counted equally by any engine and in any repeat; it is given each fingerprint as it
 * comes.
 *
 * @returns a function that throws an Error if a fingerprint differs from the first one of that work
 */
export function countsKeeper(): (work: Work, by: string, fingerprint: string) => void {
  const seen = new Map<string, { by: string; fingerprint: string }>();
  return ({ scenario, patients }, by, fingerprint) => {
    const work = `${scenario}, ${whole(patients)} patients`;
    const first = seen.get(work);
    if (!first) seen.set(work, { by, fingerprint });
    else if (first.fingerprint !== fingerprint)
      throw new Error(`${work}: ${by} counts ${fingerprint}, ${first.by} counted ${first.fingerprint}`);
  };
}
