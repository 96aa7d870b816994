import type { Evaluation, Point, PointJob } from './points.ts';
import { pointSimulator } from './simulate-points.ts';

/** Evaluates batches of points, here or on threads. Batches may be completed in any order. */
export interface PointExecutor {
  readonly name: string;
  readonly threads: number;
  /**
   * @param deliver is given the evaluations of a batch, in the order of its points; undefined for impossible values
   * @throws the signal's reason when aborted
   */
  run(
    job: PointJob,
    batches: readonly (readonly Point[])[],
    deliver: (batch: readonly Point[], evaluations: (Evaluation | undefined)[]) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Releases the threads. */
  close(): Promise<void>;
}

/**
 * The executor that evaluates points on the calling thread.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { calibrate, checkScenario, inlinePoints } from 'sojourn';
 *
 * const text = readFileSync('scenarios/calibration.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const executor = inlinePoints();
 * const result = await calibrate({
 *   scenario: scenario!,
 *   seed: '1',
 *   cohorts: 100,
 *   effective: 100,
 *   isMapOnly: true,
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 *   executor,
 * });
 * console.log(result.modes.length > 0, executor.threads);
 * // true 1
 * ```
 */
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
        // lets other tasks run, such as the handling of an abort
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    async close() {
      last = undefined;
    },
  };
}
