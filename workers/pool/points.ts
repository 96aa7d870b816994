import { availableParallelism } from 'node:os';
import type { PointExecutor } from '../../src/study/calibrate/executor.ts';
import type { Evaluation, Point, PointJob } from '../../src/study/calibrate/points.ts';
import { rangePool } from './ranges.ts';

/** The executor that hands points of a calibration to worker threads. */
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
