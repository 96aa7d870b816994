import type { TrialLoops } from '../loops.ts';
import { coxSlopes } from './cox-slopes.ts';
import { cut } from './cut.ts';
import { enrolEvenly } from './enrol.ts';
import { logRankZ } from './log-rank.ts';
import { nthTime } from './nth-time.ts';
import { sortTimes } from './sort.ts';
import { tabulate } from './tabulate.ts';

/**
 * The loops in TypeScript, over columns in any memory: the readable twin of assembly/, used where WebAssembly is
 * missing.
 */
export const typescriptLoops: TrialLoops = {
  enrolEvenly,
  nthTime,
  sortTimes,
  cut,
  logRankZ,
  tabulate,
  coxSlopes,
};
