import { CHUNK } from '../run/chunks.ts';

/** The work on one scenario: patients 0 to `patients` - 1 of its first strategy. */
export interface Piece {
  /** file name in scenarios/, without extension */
  scenario: string;
  patients: number;
  /** of the tally; expected on every machine, engine and number of threads */
  fingerprint: string;
}

/** Many small cohorts in sequence, as in the simulation of a trial. */
export interface SmallWork {
  scenario: string;
  /** patients per cohort */
  patients: number;
  cohorts: number;
  /** of the counts of all cohorts together: patients 0 to `patients` x `cohorts` - 1 */
  fingerprint: string;
}

/** The work that is timed, the same on every machine. */
export interface Work {
  seed: string;
  /** number of timed rounds, after one that is not timed */
  repeats: number;
  pieces: readonly Piece[];
  small: SmallWork;
}

// The fingerprints are of counts: a version that counts differently has other fingerprints here, and lists the change
// in CHANGELOG.md under "Numbers that change". test/card/work.test.ts checks them.

const small: SmallWork = {
  scenario: 'benchmark',
  patients: 600,
  cohorts: 1000,
  fingerprint: 'd52f9ecfb026e94f',
};

/** Takes ten to twenty seconds on two cores. */
export const fullWork: Work = {
  seed: '1',
  repeats: 5,
  // the largest model first: engines of a thread share the memory of the first one, if it is large enough
  pieces: [
    { scenario: 'stage-iv-rectal', patients: 8 * CHUNK, fingerprint: 'f4a44a612fc73744' },
    { scenario: 'benchmark', patients: 32 * CHUNK, fingerprint: '3f85bf8d8cab84ba' },
  ],
  small,
};

/** About a tenth of the full work. */
export const quickWork: Work = {
  seed: '1',
  repeats: 3,
  pieces: [
    { scenario: 'stage-iv-rectal', patients: 2 * CHUNK, fingerprint: '073444658dd67617' },
    { scenario: 'benchmark', patients: 4 * CHUNK, fingerprint: '9cb477f913650e7a' },
  ],
  small,
};
