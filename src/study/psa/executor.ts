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

/**
 * The executor that does the draws itself, here and now.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineDraws, psa } from 'sojourn';
 *
 * const text = readFileSync('scenarios/stage-iv-rectal.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const result = await psa({
 *   scenario: scenario!,
 *   strategies: ['study-schedule', 'total-neoadjuvant'],
 *   seed: '1',
 *   draws: 10,
 *   patients: 500,
 *   questions: { endpoints: ['OS'], at: [36], rmst: [60], proportions: false },
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 *   executor: inlineDraws(),
 * });
 * console.log(result.drawn.length, result.fixed.length);
 * // 17 31
 * ```
 */
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
