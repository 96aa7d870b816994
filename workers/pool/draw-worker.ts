import type { DrawJob, DrawRange, DrawResults } from '../../src/study/psa/job.ts';
import { type DrawSimulator, drawSimulator } from '../../src/study/psa/simulate-draws.ts';
import { orEndThread } from './worker.ts';

// The other end of the pool of draws: a thread resolves, fills and simulates its draws itself.

/** What a thread is asked. */
export interface DrawTask {
  /** names the job within this process */
  id: string;
  job: DrawJob;
  range: DrawRange;
}

let last: { id: string; simulator: DrawSimulator } | undefined;

/** Asked of each thread before it is given work. */
export function ping(): true {
  return true;
}

/** Do a range of draws, or end the thread. */
export function work({ id, job, range }: DrawTask): Promise<DrawResults> {
  return orEndThread(() => {
    if (last?.id !== id) last = { id, simulator: drawSimulator(job) };
    return last.simulator.run(range);
  });
}
