import type { Evaluation, Point, PointJob } from '../../src/study/calibrate/points.ts';
import { type PointSimulator, pointSimulator } from '../../src/study/calibrate/simulate-points.ts';
import type { RangeTask } from './ranges.ts';
import { orEndThread } from './worker.ts';

// The thread's end of the pool of points: a thread resolves, fills and simulates its points itself.

let last: { id: string; simulator: PointSimulator } | undefined;

/** Called in each thread before it gets work. */
export function ping(): true {
  return true;
}

/** Evaluates some points, or ends the thread on an error. */
export function work({
  id,
  job,
  range,
}: RangeTask<PointJob, readonly Point[]>): Promise<(Evaluation | undefined)[]> {
  return orEndThread(() => {
    if (last?.id !== id) last = { id, simulator: pointSimulator(job) };
    const { simulator } = last;
    return range.map((point) => simulator.evaluate(point));
  });
}
