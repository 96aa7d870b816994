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
  /** patients in all */
  n: number;
  executor: Executor;
  /** the loops to use: the fastest that work here unless given; any gives the same tally */
  engine?: EngineName;
  /** where random numbers come from: triple32 unless given */
  generator?: GeneratorName;
  /** told after each chunk how many patients are done */
  onProgress?: (patients: number) => void;
  signal?: AbortSignal;
}

/** The same graph keeps its name, so that an executor builds its engine once. */
const graphIds = new WeakMap<Graph, string>();
let graphs = 0;

function graphIdOf(graph: Graph): string {
  const id = graphIds.get(graph) ?? `graph ${++graphs}`;
  graphIds.set(graph, id);
  return id;
}

/** What an executor is to do for a plan: the same graph, seed, engine and generator are always the same job. */
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
 * @param tally added to in place; a new one unless given
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
