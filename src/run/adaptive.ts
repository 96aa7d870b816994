import type { Chunk } from '../plan.ts';
import type { Executor } from './executor.ts';
import { inlineExecutor } from './inline.ts';

export interface AdaptiveOptions {
  /** of the pool, should it come to that */
  threads: number;
  /** asked once */
  startPool: () => Promise<Executor>;
  /** milliseconds of work ahead from which on threads are worth their start */
  worthwhile?: number;
}

/**
 * The executor that does a first chunk here and now, and hands over to a pool when the rest would take longer than
 * threads take to start. Counts are the same either way.
 */
export function adaptiveExecutor({ threads, startPool, worthwhile = 300 }: AdaptiveOptions): Executor {
  const inline = inlineExecutor();
  let pool: Executor | undefined;
  return {
    name: 'adaptive',
    get threads() {
      return pool?.threads ?? 1;
    },
    async run(job, chunks, deliver, signal) {
      let rest = chunks;
      if (!pool) {
        const started = performance.now();
        await inline.run(job, chunks.slice(0, 1), deliver, signal);
        rest = chunks.slice(1);
        const ahead = ((performance.now() - started) * patientsIn(rest)) / patientsIn(chunks.slice(0, 1));
        if (threads > 1 && ahead > worthwhile) pool = await startPool();
      }
      await (pool ?? inline).run(job, rest, deliver, signal);
    },
    async close() {
      await pool?.close();
    },
  };
}

function patientsIn(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { count }) => sum + count, 0);
}
