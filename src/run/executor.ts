import type { Counts } from '../kernel/engine.ts';
import type { GeneratorName } from '../kernel/generators.ts';
import type { Graph } from '../kernel/graph.ts';
import type { EngineName } from '../kernel/primitives/index.ts';
import type { Chunk } from '../plan.ts';

/** The work to do for each chunk of patients. */
export interface Job {
  graph: Graph;
  /** two for each stream of the graph */
  keys: Int32Array;
  engine: EngineName;
  generator: GeneratorName;
  /** identifies the graph within this process, so that an executor can keep its engine */
  graphId: string;
}

/**
 * Runs chunks, here or elsewhere, and returns their counts.
 *
 * Chunks may be returned in any order, even twice; `deliver` receives each chunk once it is complete.
 */
export interface Executor {
  readonly name: string;
  readonly threads: number;
  /**
   * Runs all chunks. The counts passed to `deliver` may be in reused memory: they are valid until it returns.
   *
   * @param signal stops the work: no chunk is delivered afterwards
   * @param later patients of this job that later calls will bring; decides whether starting threads pays
   * @throws ChunkError if a chunk cannot be run; the signal's reason if aborted
   */
  run(
    job: Job,
    chunks: readonly Chunk[],
    deliver: (chunk: Chunk, counts: Counts) => void,
    signal?: AbortSignal,
    later?: number,
  ): Promise<void>;
  /** Releases all threads. */
  close(): Promise<void>;
}

/**
 * A chunk could not be simulated.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, ChunkError, inlineExecutor, simulate } from 'sojourn';
 *
 * const { plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * try {
 *   await simulate(plans['usual-care']!, { seed: '1', n: 1000, executor: inlineExecutor() });
 * } catch (error) {
 *   if (error instanceof ChunkError) console.error(`patients from ${error.chunk.first} on failed`);
 * }
 * console.log('done');
 * // done
 * ```
 */
export class ChunkError extends Error {
  override name = 'ChunkError';
  constructor(
    readonly chunk: Chunk,
    readonly attempts: number,
    override readonly cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const times = attempts === 1 ? '' : ` ${attempts} times`;
    super(`patients ${chunk.first} to ${chunk.first + chunk.count - 1} failed${times}: ${reason}`);
  }
}
