import { readFileSync } from 'node:fs';
import { createEngine } from '../src/kernel/engine.ts';
import { typescriptMachine } from '../src/kernel/primitives/typescript.ts';
import { addChunk, checkScenario, emptyTally, fingerprint, simulate, type Tally } from '../src/node.ts';
import type { Plan } from '../src/plan.ts';
import { chunksOf } from '../src/run/chunks.ts';
import type { Executor } from '../src/run/executor.ts';
import { streamKeys } from '../src/run/keys.ts';
import { poolExecutor } from '../workers/pool/pool.ts';
import { MONTHS, type Order, type Timing } from './orders.ts';

// A process of its own for each scenario, as in real use: loops that have run one model are compiled for it. It works
// when it is told to, and only then.

const SEED = '1';

answerOrders(process.argv[2]!);

function answerOrders(file: string): void {
  const { plans, errors } = checkScenario(readFileSync(file, 'utf8'));
  const plan = Object.values(plans)[0];
  if (!plan) throw new Error(`${file}:${errors[0]?.line} ${errors[0]?.message}`);
  const onOne = oneThread(plan);
  // threads are started by the first order that wants them
  let pool: Executor | undefined;

  process.on('message', async ({ threads, patients }: Order) => {
    if (threads === 'all') pool ??= poolExecutor();
    const start = performance.now();
    const tally =
      threads === 'one'
        ? onOne(patients)
        : await simulate(plan, { seed: SEED, n: patients, executor: pool! });
    const seconds = (performance.now() - start) / 1000;
    const timing: Timing = {
      strategy: plan.strategy,
      seconds,
      threads: threads === 'one' ? 1 : pool!.threads,
      fingerprint: fingerprint([tally]),
      events: eventsOf(plan, tally),
    };
    process.send!(timing);
  });
  // without its threads the process has nothing left to wait for
  process.on('disconnect', () => pool?.close());
}

/** The kernel without an executor: what a core does when nothing disturbs it. */
function oneThread(plan: Plan): (patients: number) => Tally {
  const engine = createEngine(plan.graph, typescriptMachine);
  const keys = streamKeys(SEED, plan.graph.streams);
  return (patients) => {
    const tally = emptyTally(plan);
    for (const chunk of chunksOf(0, patients))
      addChunk(tally, chunk, engine.run(keys, chunk.first, chunk.count));
    return tally;
  };
}

function eventsOf({ graph, readout }: Plan, { tracks, stride, counters }: Tally): Timing['events'] {
  return readout.endpoints.flatMap(({ name, cells }) =>
    cells.map(({ events }, cell) => {
      const { member, counter } = readout.cells[cell]!;
      const by = MONTHS.map((month) => {
        const last = Math.min(month, graph.grid.horizon) * graph.grid.perUnit;
        let sum = 0;
        for (const track of events.flat()) {
          for (let row = 0; row <= last; row++) sum += tracks[track * stride + row]!;
        }
        return sum;
      });
      return { endpoint: name, member, patients: counters[counter]!, by };
    }),
  );
}
