import { type Counts, createEngine, type Engine } from '../kernel/engine.ts';
import { typescriptPrimitives } from '../kernel/typescript.ts';
import { ChunkError, type Executor, type Job } from './executor.ts';

/** Milliseconds of work at a stretch: a timer waits about one, so that its cost is lost in these. */
const PATIENCE = 50;

/** The executor that does the work itself, here and now. */
export function inlineExecutor(): Executor {
  const engineOf = engineKeeper();
  return {
    name: 'inline',
    threads: 1,
    async run(job, chunks, deliver, signal) {
      let rested = performance.now();
      for (const chunk of chunks) {
        signal?.throwIfAborted();
        let counts: Counts;
        try {
          counts = engineOf(job).run(job.keys, chunk.first, chunk.count);
        } catch (error) {
          throw new ChunkError(chunk, 1, error);
        }
        deliver(chunk, counts);
        if (performance.now() - rested < PATIENCE) continue;
        // let others have their turn, an abort among them
        await new Promise((resolve) => setTimeout(resolve));
        rested = performance.now();
      }
    },
    async close() {},
  };
}

/** Keeps the engine of the last plan: building one costs as much as a hundred thousand patients. */
export function engineKeeper(): (job: Pick<Job, 'plan' | 'planId'>) => Engine {
  let last: { planId: string; engine: Engine } | undefined;
  return ({ plan, planId }) => {
    if (last?.planId !== planId) last = { planId, engine: createEngine(plan.graph, typescriptPrimitives) };
    return last.engine;
  };
}
