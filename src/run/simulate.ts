import type { GeneratorName } from '../kernel/generators.ts';
import type { Graph } from '../kernel/graph.ts';
import { type EngineName, fastestEngine } from '../kernel/primitives/index.ts';
import type { Plan } from '../plan.ts';
import { addChunk, emptyTally, type Tally } from '../tally.ts';
import { chunksOf } from './chunks.ts';
import type { Executor, Job } from './executor.ts';
import { streamKeys } from './keys.ts';

export interface SimulateOptions {
  seed: string;
  /** total number of patients */
  n: number;
  executor: Executor;
  /** default the fastest engine that works here; all give the same tally */
  engine?: EngineName;
  /** random number generator; default triple32 */
  generator?: GeneratorName;
  /** called after each chunk with the number of patients done */
  onProgress?: (patients: number) => void;
  signal?: AbortSignal;
}

/** A graph keeps its identifier, so that an executor builds its engine once. */
const graphIds = new WeakMap<Graph, string>();
let graphs = 0;

function graphIdOf(graph: Graph): string {
  const id = graphIds.get(graph) ?? `graph ${++graphs}`;
  graphIds.set(graph, id);
  return id;
}

/** The job of a plan: equal graph, seed, engine and generator give equal jobs. */
export function jobOf(
  { graph }: Pick<Plan, 'graph'>,
  {
    seed,
    engine = fastestEngine(),
    generator = 'triple32',
  }: Pick<SimulateOptions, 'seed' | 'engine' | 'generator'>,
): Job {
  return { graph, keys: streamKeys(seed, graph.streams), engine, generator, graphId: graphIdOf(graph) };
}

/**
 * Simulate a plan's patients 0 to n - 1, or go on to n with a tally that has some of them.
 *
 * The tally is the same to the last bit for every executor, number of threads and order of chunks.
 *
 * @param tally extended in place; default a new one
 * @throws ChunkError; the signal's reason when aborted
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineExecutor, simulate } from 'sojourn';
 *
 * const { plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const tally = await simulate(plans['usual-care']!, { seed: '1', n: 10_000, executor: inlineExecutor() });
 * console.log(tally.n);
 * // 10000
 * ```
 */
export async function simulate(
  plan: Plan,
  options: SimulateOptions,
  tally: Tally = emptyTally(plan),
): Promise<Tally> {
  const { n, executor, onProgress, signal } = options;
  await executor.run(
    jobOf(plan, options),
    chunksOf(tally.n, n, executor.threads),
    (chunk, counts) => {
      addChunk(tally, chunk, counts);
      onProgress?.(tally.n);
    },
    signal,
  );
  return tally;
}
