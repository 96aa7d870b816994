import { readFileSync } from 'node:fs';
import { createEngine, roomFor } from '../src/kernel/engine.ts';
import { type EngineName, machineOf } from '../src/kernel/primitives/index.ts';
import { addChunk, checkScenario, emptyTally, fingerprint, simulate, type Tally } from '../src/node.ts';
import type { Plan } from '../src/plan.ts';
import { chunksOf } from '../src/run/chunks.ts';
import type { Executor } from '../src/run/executor.ts';
import { streamKeys } from '../src/run/keys.ts';
import { poolExecutor } from '../workers/pool/pool.ts';
import { figuresOf } from './figures.ts';
import type { Order, Timing } from './orders.ts';
import { COHORT, type Way } from './rows.ts';

// One process for each scenario and engine, as in real use: loops are compiled for the model that they run. It works
// on request only.

const SEED = '1';

interface Done {
  /** seconds of the simulation alone */
  seconds: number;
  threads: number;
  tally: Tally;
}

answerOrders(process.argv[2]!, process.argv[3] as EngineName);

function answerOrders(file: string, engine: EngineName): void {
  const { plans, errors } = checkScenario(readFileSync(file, 'utf8'));
  const plan = Object.values(plans)[0];
  if (!plan) throw new Error(`${file}:${errors[0]?.line} ${errors[0]?.message}`);
  const shared = onAll(plan, engine);
  const ways: Record<Way, (patients: number) => Done | Promise<Done>> = {
    ...onOne(plan, engine),
    all: shared.run,
  };
  process.on('message', async ({ way, patients }: Order) => {
    const { seconds, threads, tally } = await ways[way](patients);
    const timing: Timing = {
      strategy: plan.strategy,
      seconds,
      threads,
      fingerprint: fingerprint([tally]),
      figures: figuresOf(plan, tally),
    };
    process.send!(timing);
  });
  // without its threads the process has nothing left to wait for, and ends
  process.on('disconnect', shared.close);
}

/** The kernel without an executor: the speed of an undisturbed core. */
function onOne(plan: Plan, name: EngineName): Record<'one' | 'cohorts', (patients: number) => Done> {
  const { graph } = plan;
  const engine = createEngine(graph, machineOf(name));
  const keys = streamKeys(SEED, graph.streams);
  const room = () => roomFor(graph, COHORT);
  return {
    one(patients) {
      const start = performance.now();
      const tally = emptyTally(plan);
      for (const chunk of chunksOf(0, patients, 1))
        addChunk(tally, chunk, engine.run(keys, chunk.first, chunk.count));
      return { seconds: secondsSince(start), threads: 1, tally };
    },
    cohorts(patients) {
      const into = room();
      const start = performance.now();
      for (let first = 0; first < patients; first += COHORT) engine.run(keys, first, COHORT, into);
      const seconds = secondsSince(start);
      // once more for the counts: adding them up takes as long as the engine
      const tally = emptyTally(plan);
      for (let first = 0; first < patients; first += COHORT)
        addChunk(tally, { first, count: COHORT }, engine.run(keys, first, COHORT, into));
      return { seconds, threads: 1, tally };
    },
  };
}

/** Simulates as `sojourn run` does; the first call starts the threads. */
function onAll(plan: Plan, engine: EngineName) {
  let pool: Executor | undefined;
  return {
    async run(patients: number): Promise<Done> {
      const executor = (pool ??= poolExecutor());
      const start = performance.now();
      const tally = await simulate(plan, { seed: SEED, n: patients, executor, engine });
      return { seconds: secondsSince(start), threads: executor.threads, tally };
    },
    close: () => void pool?.close(),
  };
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
