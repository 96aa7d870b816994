import { type Counts, createEngine, type Engine, roomFor } from '../kernel/engine.ts';
import { machineOf } from '../kernel/primitives/index.ts';
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
      // room for every chunk's counts, one after the other
      let counts: Counts | undefined;
      const largest = Math.max(...chunks.map(({ count }) => count));
      for (const chunk of chunks) {
        signal?.throwIfAborted();
        try {
          counts ??= roomFor(job.plan.graph, largest);
          engineOf(job).run(job.keys, chunk.first, chunk.count, counts);
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

/** What an engine is built for. */
type Build = Pick<Job, 'plan' | 'planId' | 'engine' | 'generator'>;

/** Keeps the engine of the last plan: building one costs as much as a hundred thousand patients. */
export function engineKeeper(): (build: Build) => Engine {
  let last: { name: string; engine: Engine } | undefined;
  return ({ plan, planId, engine, generator }) => {
    const name = `${planId} ${engine} ${generator}`;
    if (last?.name !== name)
      last = { name, engine: createEngine(plan.graph, machineOf(engine), { generator }) };
    return last.engine;
  };
}
