import type { PointExecutor } from './executor.ts';
import type { Evaluation, Point, PointJob } from './points.ts';

/** Evaluates points, in the order given, on whatever threads there are. */
export type Evaluate = (points: readonly Point[]) => Promise<(Evaluation | undefined)[]>;

/** A batch is long enough to pay for its way to a thread and back. */
const BATCH = 4;

/** @param onDone told how many more points are done */
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
    const found = new Map<readonly Point[], (Evaluation | undefined)[]>();
    await executor.run(
      job,
      batches,
      (batch, evaluations) => {
        found.set(batch, evaluations);
        onDone(batch.length);
      },
      signal,
    );
    return batches.flatMap((batch) => found.get(batch)!);
  };
}
