import { availableParallelism } from 'node:os';
import { EndlessModelError } from '../../src/kernel/endless.ts';
import type { Counts } from '../../src/kernel/engine.ts';
import type { Chunk } from '../../src/plan.ts';
import { ChunkError, type Executor, type Job } from '../../src/run/executor.ts';
import { roomForCounts } from '../counts.ts';
import { type LaneWork, lanesOf } from './lanes.ts';
import { type Parcel, pack, type Reply, type Task } from './parcel.ts';

export interface PoolOptions {
  /** default the number of hardware threads */
  threads?: number;
  /** number of attempts for a chunk; default 3 */
  attempts?: number;
  /** heap limit of a thread, in megabytes; columns and tables are outside the heap */
  heap?: number;
  /** module for the threads instead of this package's own, with the same `ping` and `work` */
  filename?: URL;
}

/** Data kept between runs of the same job: chunks of a trial's patients come block by block, in one run each. */
interface KeptJob {
  parcel: Parcel;
  /** not in use */
  rooms: Counts[];
}

/**
 * The executor that hands chunks to worker threads.
 *
 * Threads start with the first chunk and stay until `close`. A chunk whose thread fails, exits or runs out of memory is
 * tried again on another. A run that ends early, by an abort or an error, ends the threads at once; the next run starts
 * new ones. The counts handed to `deliver` lie in shared memory that the next chunk will use: they are good until it
 * returns.
 *
 * @throws RangeError when threads or attempts is no whole number from 1 on
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, poolExecutor, run } from 'sojourn/node';
 *
 * const { scenario, plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const executor = poolExecutor({ threads: 2 });
 * const result = await run({ scenario: scenario!, plans: Object.values(plans), n: 10_000, seed: '1', executor });
 * await executor.close();
 * console.log(result.fingerprint);
 * // 5525863eb17ae53d
 * ```
 */
export function poolExecutor(options: PoolOptions = {}): Executor {
  const { threads = availableParallelism(), attempts = 3, heap = 512, filename = ownWorker() } = options;
  positive('threads', threads);
  positive('attempts', attempts);
  const lanes = lanesOf<Task, Reply>({ threads, attempts, filename, heap }, 'chunks');
  const keptJobs = new WeakMap<Job, KeptJob>();

  function keptJobOf(job: Job): KeptJob {
    const known = keptJobs.get(job) ?? { parcel: pack(job), rooms: [] };
    keptJobs.set(job, known);
    return known;
  }

  return {
    name: 'pool',
    threads,
    run(job, chunks, deliver, signal) {
      const { parcel, rooms } = keptJobOf(job);
      const largest = Math.max(...chunks.map(({ count }) => count));
      const newRoom = () => roomForCounts(job.graph, largest);
      const isLargeEnough = ({ outcomes }: Counts) => (outcomes?.[0]?.length ?? largest) >= largest;
      const takeRoom = () => {
        const at = rooms.findIndex(isLargeEnough);
        return at < 0 ? newRoom() : rooms.splice(at, 1)[0]!;
      };
      const lane = async (rest: Iterable<Chunk>, { reply, isOver }: LaneWork<Task, Reply>) => {
        let counts = takeRoom();
        for (const chunk of rest) {
          const { endless } = await reply(
            ({ number, isFirst }) => {
              // a thread that is ending may still write to the old counts
              if (!isFirst) counts = newRoom();
              return { parcel, chunk, attempt: number, counts };
            },
            (error) => new ChunkError(chunk, attempts, error),
          );
          // an error of the model, the same on every thread
          if (endless !== undefined) throw new ChunkError(chunk, 1, new EndlessModelError(endless));
          if (isOver()) return;
          deliver(chunk, counts);
        }
        rooms.push(counts);
      };
      return lanes.run(chunks, lane, signal);
    },
    close: lanes.close,
  };
}

/** The URL of this package's worker; TypeScript if this module runs from source. */
function ownWorker(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
}

function positive(name: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1))
    throw new RangeError(`${name} is ${value}, must be a whole number from 1 on`);
}
