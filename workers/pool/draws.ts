import { availableParallelism } from 'node:os';
import type { DrawExecutor } from '../../src/study/draws/executor.ts';
import type { DrawRange } from '../../src/study/draws/job.ts';
import type { DrawWork, ResultsOf } from '../../src/study/draws/work.ts';
import { rangePool } from './ranges.ts';

/**
 * The executor that hands ranges of draws to worker threads. A range whose thread fails is tried again on another: a draw is
 * the same wherever it is done.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, drawPool, psa } from 'sojourn/node';
 *
 * const text = readFileSync('scenarios/adjuvant.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const executor = drawPool(2);
 * const result = await psa({
 *   scenario: scenario!,
 *   strategies: ['observation', 'adjuvant'],
 *   seed: '1',
 *   draws: 10,
 *   patients: 500,
 *   questions: { endpoints: ['OS'], at: [36], rmst: [60], proportions: false },
 *   engine: 'wasm' as const,
 *   generator: 'triple32' as const,
 *   executor,
 * });
 * await executor.close();
 * console.log(result.drawn.length);
 * // 5
 * ```
 */
export function drawPool(threads = availableParallelism()): DrawExecutor {
  const pool = rangePool<DrawWork, DrawRange, ResultsOf<DrawWork>>(
    threads,
    ownWorker(),
    ({ first, count }) => `draws ${first + 1} to ${first + count}`,
  );
  return {
    name: 'pool',
    threads,
    run: <Work extends DrawWork>(
      work: Work,
      ranges: readonly DrawRange[],
      deliver: (range: DrawRange, results: ResultsOf<Work>) => void,
      signal?: AbortSignal,
    ) => pool.run(work, ranges, (range, results) => deliver(range, results as ResultsOf<Work>), signal),
    close: pool.close,
  };
}

/** The URL of this package's worker; TypeScript if this module runs from source. */
function ownWorker(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './draw-worker.ts' : './draw-worker.js', import.meta.url);
}
