import type { DrawJob, DrawRange, DrawResults } from './job.ts';
import { type DrawSimulator, drawSimulator } from './simulate-draws.ts';

/** A way of carrying ranges of draws away and bringing their results back, in any order. */
export interface DrawExecutor {
  readonly name: string;
  readonly threads: number;
  /**
   * @param simulator of this job that the caller has made already
   * @throws the signal's reason when aborted
   */
  run(
    job: DrawJob,
    ranges: readonly DrawRange[],
    deliver: (range: DrawRange, results: DrawResults) => void,
    signal?: AbortSignal,
    simulator?: DrawSimulator,
  ): Promise<void>;
  /** Let go of threads. */
  close(): Promise<void>;
}

/** The executor that does the draws itself, here and now. */
export function inlineDraws(): DrawExecutor {
  return {
    name: 'inline',
    threads: 1,
    async run(job, ranges, deliver, signal, simulator = drawSimulator(job)) {
      for (const range of ranges) {
        signal?.throwIfAborted();
        deliver(range, simulator.run(range));
        // other tasks run here, such as the handling of an abort
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    async close() {},
  };
}
