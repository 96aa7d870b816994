import type { DrawJob, DrawRange, DrawResults } from '../../src/study/psa/job.ts';
import { type DrawSimulator, drawSimulator } from '../../src/study/psa/simulate-draws.ts';
import { orEndThread } from './worker.ts';

// The thread's end of the pool of draws: a thread resolves, fills and simulates its draws itself.

/** A task for a thread. */
export interface DrawTask {
  /** identifies the job within this process */
  id: string;
  job: DrawJob;
  range: DrawRange;
}

let last: { id: string; simulator: DrawSimulator } | undefined;

/** Called in each thread before it gets work. */
export function ping(): true {
  return true;
}

/** Runs a range of draws, or ends the thread on an error. */
export function work({ id, job, range }: DrawTask): Promise<DrawResults> {
  return orEndThread(() => {
    if (last?.id !== id) last = { id, simulator: drawSimulator(job) };
    return last.simulator.run(range);
  });
}
