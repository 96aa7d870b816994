import { type Counts, createEngine, type Engine, roomFor } from '../kernel/engine.ts';
import type { Graph } from '../kernel/graph.ts';
import { machineOf } from '../kernel/primitives/index.ts';
import { ChunkError, type Executor, type Job } from './executor.ts';

/** Milliseconds of work between pauses: a timer takes about one, which is then negligible. */
const YIELD_AFTER_MS = 50;

/**
 * The executor that simulates in the calling thread.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineExecutor, run } from 'sojourn';
 *
 * const { scenario, plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const executor = inlineExecutor();
 * const result = await run({ scenario: scenario!, plans: Object.values(plans), n: 10_000, seed: '1', executor });
 * console.log(result.patients);
 * // 30000
 * ```
 */
export function inlineExecutor(): Executor {
  const engineOf = engineKeeper();
  // memory for the counts, reused for all chunks and for the next run of the same plan
  const rooms = new WeakMap<Graph, Counts>();
  const roomOf = (graph: Graph, count: number): Counts => {
    const known = rooms.get(graph);
    if (known && (known.outcomes?.[0]?.length ?? count) >= count) return known;
    const room = roomFor(graph, count);
    rooms.set(graph, room);
    return room;
  };
  return {
    name: 'inline',
    threads: 1,
    async run(job, chunks, deliver, signal) {
      let rested = performance.now();
      const largest = Math.max(...chunks.map(({ count }) => count));
      for (const chunk of chunks) {
        signal?.throwIfAborted();
        let counts: Counts;
        try {
          counts = roomOf(job.graph, largest);
          engineOf(job).run(job.keys, chunk.first, chunk.count, counts);
        } catch (error) {
          throw new ChunkError(chunk, 1, error);
        }
        // outside the try: an error thrown by `deliver` belongs to the caller, not to the chunk
        deliver(chunk, counts);
        if (performance.now() - rested < YIELD_AFTER_MS) continue;
        // other tasks run here, such as the handling of an abort
        await new Promise((resolve) => setTimeout(resolve));
        rested = performance.now();
      }
    },
    async close() {},
  };
}

/** The parts of a job that an engine is built for. */
type Build = Pick<Job, 'graph' | 'graphId' | 'engine' | 'generator'>;

/** Number of graphs whose engines are kept, such as the arms of a trial. */
const KEPT = 4;

/** Keeps the engines of recent graphs: building one costs as much as simulating a hundred thousand patients. */
export function engineKeeper(): (build: Build) => Engine {
  const kept = new Map<string, Engine>();
  return ({ graph, graphId, engine, generator }) => {
    const name = `${graphId} ${engine} ${generator}`;
    const built = kept.get(name) ?? createEngine(graph, machineOf(engine), { generator });
    // move to the end: the least recently used comes first
    kept.delete(name);
    kept.set(name, built);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return built;
  };
}
