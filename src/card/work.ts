import { CHUNK } from '../run/chunks.ts';

/** One scenario's share of the work: patients 0 to `patients` - 1 of its first strategy. */
export interface Piece {
  /** file in scenarios/, without its ending */
  scenario: string;
  patients: number;
  /** of the tally, expected on every machine, engine and number of threads */
  fingerprint: string;
}

/** Many small cohorts, one after the other, as the simulation of a trial has them. */
export interface SmallWork {
  scenario: string;
  /** patients a cohort */
  patients: number;
  cohorts: number;
  /** of all cohorts' counts together: patients 0 to `patients` x `cohorts` - 1 */
  fingerprint: string;
}

/** What is timed, the same on every machine. */
export interface Work {
  seed: string;
  /** timed rounds, after one that is not */
  repeats: number;
  pieces: readonly Piece[];
  small: SmallWork;
}

// The fingerprints are of counts: a version that counts differently has others here, and says so in CHANGELOG.md under
// "Numbers that change". test/card/work.test.ts holds them against a run.

const small: SmallWork = {
  scenario: 'benchmark',
  patients: 600,
  cohorts: 1000,
  fingerprint: 'd52f9ecfb026e94f',
};

/** Ten to twenty seconds on two cores. */
export const fullWork: Work = {
  seed: '1',
  repeats: 5,
  // the largest model first: the engines of a thread share the memory of the first one, where it is large enough
  pieces: [
    { scenario: 'stage-iv-rectal', patients: 8 * CHUNK, fingerprint: 'f4a44a612fc73744' },
    { scenario: 'benchmark', patients: 32 * CHUNK, fingerprint: '3f85bf8d8cab84ba' },
  ],
  small,
};

/** About a tenth of it. */
export const quickWork: Work = {
  seed: '1',
  repeats: 3,
  pieces: [
    { scenario: 'stage-iv-rectal', patients: 2 * CHUNK, fingerprint: '073444658dd67617' },
    { scenario: 'benchmark', patients: 4 * CHUNK, fingerprint: '9cb477f913650e7a' },
  ],
  small,
};
