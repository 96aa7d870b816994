import { availableParallelism } from 'node:os';
import { EndlessModelError } from '../../src/kernel/endless.ts';
import type { Counts } from '../../src/kernel/engine.ts';
import type { Chunk } from '../../src/plan.ts';
import { ChunkError, type Executor, type Job } from '../../src/run/executor.ts';
import { type Crew, startCrew } from './crew.ts';
import { type Parcel, pack, type Reply, roomForCounts } from './parcel.ts';

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

/** The data of a run for each of its chunks. */
interface ChunkWork {
  parcel: Parcel;
  /** allocates counts for any chunk */
  newRoom: () => Counts;
  /** memory for the counts */
  counts: Counts;
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
  let crew: Crew | undefined;
  const stops = new Set<(reason: unknown) => void>();
  const keptJobs = new WeakMap<Job, KeptJob>();

  function keptJobOf(job: Job): KeptJob {
    const known = keptJobs.get(job) ?? { parcel: pack(job), rooms: [] };
    keptJobs.set(job, known);
    return known;
  }

  let dismissals: Promise<unknown> = Promise.resolve();

  /** Resolves when all threads of former crews are gone, whoever dismissed them. */
  async function dismiss(): Promise<void> {
    if (crew) dismissals = Promise.all([dismissals, crew.dismiss()]);
    crew = undefined;
    await dismissals;
  }

  /**
   * The counts of a chunk, with as many attempts as needed.
   *
   * @param over whether the run that needs them has ended
   * @returns the counts of `chunkWork`, or others if those may be corrupt
   */
  async function countsOf(
    chunk: Chunk,
    { parcel, newRoom, counts }: ChunkWork,
    over: () => boolean,
  ): Promise<Counts> {
    for (let attempt = 1; ; ) {
      crew ??= startCrew({ threads, filename, heap });
      const currentCrew = crew;
      let reply: Reply;
      try {
        await currentCrew.ready;
        reply = await currentCrew.run({ parcel, chunk, attempt, counts });
      } catch (error) {
        if (over()) throw error;
        // if the threads were dismissed, another run has ended; the chunk is not at fault
        if (!currentCrew.dismissed) {
          if (currentCrew.failure) throw currentCrew.failure;
          if (attempt++ === attempts) throw new ChunkError(chunk, attempts, error);
        }
        // a thread that is ending may still write to the old counts
        counts = newRoom();
        continue;
      }
      // an error of the model, the same on every thread
      if (reply.endless !== undefined) throw new ChunkError(chunk, 1, new EndlessModelError(reply.endless));
      return counts;
    }
  }

  return {
    name: 'pool',
    threads,
    async run(job, chunks, deliver, signal) {
      signal?.throwIfAborted();
      if (chunks.length === 0) return;
      const { graph } = job;
      const { parcel, rooms } = keptJobOf(job);
      const rest = chunks.values();
      const largest = Math.max(...chunks.map(({ count }) => count));
      const newRoom = () => roomForCounts(graph, largest);
      const isLargeEnough = ({ outcomes }: Counts) => (outcomes?.[0]?.length ?? largest) >= largest;
      const takeRoom = () => {
        const at = rooms.findIndex(isLargeEnough);
        return at < 0 ? newRoom() : rooms.splice(at, 1)[0]!;
      };
      let over = false;
      const lane = async () => {
        let counts = takeRoom();
        for (const chunk of rest) {
          counts = await countsOf(chunk, { parcel, newRoom, counts }, () => over);
          if (over) return;
          deliver(chunk, counts);
        }
        rooms.push(counts);
      };
      let stop: (reason: unknown) => void = () => {};
      const stopped = new Promise<never>((_, reject) => {
        stop = (reason) => {
          over = true;
          reject(reason);
        };
      });
      const abort = () => stop(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      stops.add(stop);
      try {
        // one chunk in progress and one waiting for each thread; more would only use memory
        const lanes = Array.from({ length: Math.min(2 * threads, chunks.length) }, lane);
        await Promise.race([stopped, Promise.all(lanes)]);
      } catch (error) {
        over = true;
        await dismiss();
        throw error;
      } finally {
        signal?.removeEventListener('abort', abort);
        stops.delete(stop);
      }
    },
    async close() {
      for (const stop of stops) stop(new Error('the threads were closed while chunks were in progress'));
      await dismiss();
    },
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
