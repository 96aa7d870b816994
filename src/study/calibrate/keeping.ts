import type { Keep, KeptWork } from '../../parts/keep.ts';
import type { PointExecutor } from './executor.ts';
import type { Evaluation, Point, PointJob } from './points.ts';

interface KeptBatch {
  points: readonly Point[];
  /** null: impossible values */
  evaluations: (Evaluation | null)[];
}

interface KeptPoints {
  work: KeptWork<KeptBatch>;
  known: Map<string, Evaluation | undefined>;
  /** number of the next evaluation */
  next: number;
}

/**
 * The executor that keeps evaluations, and does only those that are not kept yet. A calibration asks for the same points in the
 * same order each time, since each follows from the evaluations before.
 */
export function keepingPoints(executor: PointExecutor, keep: Keep): PointExecutor {
  const opened = new WeakMap<PointJob, KeptPoints>();
  const openedOf = (job: PointJob): KeptPoints => {
    const open = opened.get(job) ?? openWork(keep, job);
    opened.set(job, open);
    return open;
  };
  return {
    name: 'keeping',
    threads: executor.threads,
    async run(job, batches, deliver, signal) {
      const open = openedOf(job);
      const missing: (readonly Point[])[] = [];
      for (const batch of batches) {
        const names = batch.map(nameOf);
        if (!names.every((name) => open.known.has(name))) missing.push(batch);
        else
          deliver(
            batch,
            names.map((name) => open.known.get(name)),
          );
      }
      if (missing.length === 0) return;
      await executor.run(
        job,
        missing,
        (batch, evaluations) => {
          open.work.add(
            { first: open.next, count: batch.length },
            { points: batch, evaluations: evaluations.map((one) => one ?? null) },
          );
          open.next += batch.length;
          deliver(batch, evaluations);
        },
        signal,
      );
    },
    close: () => executor.close(),
  };
}

function openWork(keep: Keep, job: PointJob): KeptPoints {
  const question = { ...job, engine: undefined };
  const work = keep.work<KeptBatch>({ label: 'evaluations', unit: 'evaluations', question });
  const known: KeptPoints['known'] = new Map();
  let next = 0;
  for (const { first, count, read } of work.items) {
    const kept = read();
    for (const [i, point] of (kept?.points ?? []).entries())
      known.set(nameOf(point), kept!.evaluations[i] ?? undefined);
    next = Math.max(next, first + count);
  }
  return { work, known, next };
}

/** Equal for equal points: digits that are read give the same double again. */
function nameOf({ scores, ...point }: Point): string {
  return JSON.stringify([[...scores], point.cohorts, point.stream, point.isWhole, point.hasCovariance]);
}
