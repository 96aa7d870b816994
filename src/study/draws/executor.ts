import type { DrawRange } from './job.ts';
import { type Doer, type DrawWork, doerOf, type ResultsOf } from './work.ts';

/** Does ranges of draws, here or elsewhere, and returns their results in any order. */
export interface DrawExecutor {
  readonly name: string;
  readonly threads: number;
  /**
   * @param doer one that the caller has already made for this work
   * @throws the signal's reason when aborted
   */
  run<Work extends DrawWork>(
    work: Work,
    ranges: readonly DrawRange[],
    deliver: (range: DrawRange, results: ResultsOf<Work>) => void,
    signal?: AbortSignal,
    doer?: Doer<Work>,
  ): Promise<void>;
  /** Releases all threads. */
  close(): Promise<void>;
}

/**
 * The executor that does the draws in the calling thread.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineDraws, psa } from 'sojourn';
 *
 * const text = readFileSync('scenarios/adjuvant.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const result = await psa({
 *   scenario: scenario!,
 *   strategies: ['observation', 'adjuvant'],
 *   seed: '1',
 *   draws: 10,
 *   patients: 500,
 *   questions: { endpoints: ['OS'], at: [36], rmst: [60], proportions: false },
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 *   executor: inlineDraws(),
 * });
 * console.log(result.drawn.length, result.fixed.length);
 * // 5 2
 * ```
 */
export function inlineDraws(): DrawExecutor {
  return {
    name: 'inline',
    threads: 1,
    async run(work, ranges, deliver, signal, doer = doerOf(work)) {
      for (const range of ranges) {
        signal?.throwIfAborted();
        deliver(range, await doer(range));
        // other tasks run here, such as the handling of an abort
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    async close() {},
  };
}
