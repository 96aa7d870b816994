import { whole } from '../src/media/numbers.ts';

/** Patients 0 to patients - 1 of a scenario's first strategy, by whichever engine on however many threads. */
export interface Work {
  scenario: string;
  patients: number;
}

/**
 * A check that the same work is counted the same, by any engine, any number of times: hand it each fingerprint as it
 * comes.
 *
 * @returns throws Error when the fingerprint is not the one first seen for that work
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
