import type { PointExecutor } from './executor.ts';
import type { Evaluation, Point, PointJob } from './points.ts';

/** Evaluates points on the available threads; results are in the order of the points. */
export type Evaluate = (points: readonly Point[]) => Promise<(Evaluation | undefined)[]>;

/** Points of a batch: enough to outweigh the cost of sending it to a thread and back. */
const BATCH = 4;

/** @param onDone is given the number of points that were just completed */
export function evaluator(
  job: PointJob,
  executor: PointExecutor,
  onDone: (count: number) => void,
  signal: AbortSignal | undefined,
): Evaluate {
  return async (points) => {
    const size = Math.max(1, Math.min(BATCH, Math.ceil(points.length / executor.threads)));
    const batches = Array.from({ length: Math.ceil(points.length / size) }, (_, b) =>
      points.slice(b * size, (b + 1) * size),
    );
    const evaluationsOf = new Map<readonly Point[], (Evaluation | undefined)[]>();
    await executor.run(
      job,
      batches,
      (batch, evaluations) => {
        evaluationsOf.set(batch, evaluations);
        onDone(batch.length);
      },
      signal,
    );
    return batches.flatMap((batch) => evaluationsOf.get(batch)!);
  };
}
