import { availableParallelism } from 'node:os';
import type { PointExecutor } from '../../src/study/calibrate/executor.ts';
import type { Evaluation, Point, PointJob } from '../../src/study/calibrate/points.ts';
import { rangePool } from './ranges.ts';

/**
 * The executor that hands points of a calibration to worker threads.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { calibrate, checkScenario, pointPool } from 'sojourn/node';
 *
 * const text = readFileSync('scenarios/calibration.yaml', 'utf8');
 * const { scenario } = checkScenario(text, { compileOnly: () => [] });
 * const executor = pointPool(2);
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
 * await executor.close();
 * console.log(result.modes.length > 0, executor.threads);
 * // true 2
 * ```
 */
export function pointPool(threads = availableParallelism()): PointExecutor {
  return {
    name: 'pool',
    threads,
    ...rangePool<PointJob, readonly Point[], (Evaluation | undefined)[]>(
      threads,
      ownWorker(),
      (points) => `${points.length} points of a calibration`,
    ),
  };
}

/** The URL of this package's worker; TypeScript if this module runs from source. */
function ownWorker(): URL {
  return new URL(
    import.meta.url.endsWith('.ts') ? './point-worker.ts' : './point-worker.js',
    import.meta.url,
  );
}
