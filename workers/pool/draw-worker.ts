import type { DrawRange } from '../../src/study/draws/job.ts';
import { type Doer, type DrawWork, doerOf, type ResultsOf } from '../../src/study/draws/work.ts';
import type { RangeTask } from './ranges.ts';
import { orEndThread } from './worker.ts';

// The thread's end of the pool of draws: a thread resolves, fills and simulates its draws itself.

let last: { id: string; doer: Doer<DrawWork> } | undefined;

/** Called in each thread before it gets work. */
export function ping(): true {
  return true;
}

/** Does a range of draws, or ends the thread on an error. */
export function work({ id, job, range }: RangeTask<DrawWork, DrawRange>): Promise<ResultsOf<DrawWork>> {
  return orEndThread(() => {
    if (last?.id !== id) last = { id, doer: doerOf(job) };
    return last.doer(range);
  });
}
