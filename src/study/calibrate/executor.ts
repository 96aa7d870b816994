import type { Evaluation, Point, PointJob } from './points.ts';
import { pointSimulator } from './simulate-points.ts';

/** A way of carrying batches of points away and bringing their evaluations back, in any order. */
export interface PointExecutor {
  readonly name: string;
  readonly threads: number;
  /**
   * @param deliver told a batch's evaluations in the order of its points; undefined: values that cannot be together
   * @throws the signal's reason when aborted
   */
  run(
    job: PointJob,
    batches: readonly (readonly Point[])[],
    deliver: (batch: readonly Point[], evaluations: (Evaluation | undefined)[]) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Let go of threads. */
  close(): Promise<void>;
}

/** The executor that evaluates the points itself, here and now. */
export function inlinePoints(): PointExecutor {
  let last: { job: PointJob; simulator: ReturnType<typeof pointSimulator> } | undefined;
  return {
    name: 'inline',
    threads: 1,
    async run(job, batches, deliver, signal) {
      if (last?.job !== job) last = { job, simulator: pointSimulator(job) };
      const { simulator } = last;
      for (const batch of batches) {
        signal?.throwIfAborted();
        deliver(
          batch,
          batch.map((point) => simulator.evaluate(point)),
        );
        // other tasks run here, such as the handling of an abort
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    async close() {
      last = undefined;
    },
  };
}
