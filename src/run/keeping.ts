import type { Counts } from '../kernel/engine.ts';
import { type Keep, runKept } from '../parts/keep.ts';
import type { Executor, Job } from './executor.ts';

/**
 * The executor that keeps the counts of what it has run, and runs only what is not kept yet. The counts of a run are the
 * same either way.
 *
 * For jobs without outcomes of single patients, which would take much space.
 *
 * @param labelOf a job in words
 */
export function keepingExecutor(executor: Executor, keep: Keep, labelOf: (job: Job) => string): Executor {
  return {
    name: 'keeping',
    get threads() {
      return executor.threads;
    },
    async run(job, chunks, deliver, signal, later) {
      if (job.graph.outcomes.length > 0) return executor.run(job, chunks, deliver, signal, later);
      const work = keep.work<Counts>({
        label: labelOf(job),
        unit: 'patients',
        question: questionOf(job),
        join: joinCounts,
      });
      await runKept(chunks, work, deliver, signal, (missing, add) =>
        executor.run(job, missing, add, signal, later),
      );
    },
    close: () => executor.close(),
  };
}

/** All that the counts of a job depend on: not the engine, which gives the same counts. */
export function questionOf({ graph, keys, generator }: Job): unknown {
  return { graph, keys, generator };
}

/** Sums of counts, which fit into 32 bits for 2^31 patients. */
function joinCounts(a: Counts | undefined, b: Counts): Counts {
  if (!a) return { tracks: b.tracks.slice(), counters: b.counters.slice() };
  for (let i = 0; i < b.tracks.length; i++) a.tracks[i]! += b.tracks[i]!;
  for (let i = 0; i < b.counters.length; i++) a.counters[i]! += b.counters[i]!;
  return a;
}
