import { availableParallelism } from 'node:os';
import { EndlessModelError } from '../../src/kernel/endless.ts';
import type { Counts } from '../../src/kernel/engine.ts';
import type { Chunk } from '../../src/plan.ts';
import { ChunkError, type Executor, type Job } from '../../src/run/executor.ts';
import { type Crew, startCrew } from './crew.ts';
import { type Parcel, pack, type Reply, roomForCounts } from './parcel.ts';

export interface PoolOptions {
  /** as many as the machine runs at once, unless given */
  threads?: number;
  /** how often a chunk is tried in all */
  attempts?: number;
  /** megabytes of heap a thread may use; columns and tables lie outside it */
  heap?: number;
  /** a module to run in the threads in place of this package's own, with the same `ping` and `work` */
  filename?: URL;
}

/** What a run takes to each of its chunks. */
interface Errand {
  parcel: Parcel;
  /** room for the counts of any chunk */
  newRoom: () => Counts;
  /** room for the counts */
  counts: Counts;
}

/** What runs of the same job need again: chunks of a trial's patients come block by block, a run each. */
interface Luggage {
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
  const luggage = new WeakMap<Job, Luggage>();

  function luggageOf(job: Job): Luggage {
    const known = luggage.get(job) ?? { parcel: pack(job), rooms: [] };
    luggage.set(job, known);
    return known;
  }

  let gone: Promise<unknown> = Promise.resolve();

  /** Settles when no thread of those there were is left, whoever dismissed it. */
  async function dismiss(): Promise<void> {
    if (crew) gone = Promise.all([gone, crew.dismiss()]);
    crew = undefined;
    await gone;
  }

  /**
   * The counts of a chunk, on as many threads as it takes.
   *
   * @param over whether the run that wants them has ended
   * @returns the errand's own counts, or others where those may have been spoilt
   */
  async function countsOf(
    chunk: Chunk,
    { parcel, newRoom, counts }: Errand,
    over: () => boolean,
  ): Promise<Counts> {
    for (let attempt = 1; ; ) {
      crew ??= startCrew({ threads, filename, heap });
      const mine = crew;
      let reply: Reply;
      try {
        await mine.ready;
        reply = await mine.run({ parcel, chunk, attempt, counts });
      } catch (error) {
        if (over()) throw error;
        // where the threads were dismissed another run has ended, and it is no fault of this chunk
        if (!mine.dismissed) {
          if (mine.failure) throw mine.failure;
          if (attempt++ === attempts) throw new ChunkError(chunk, attempts, error);
        }
        // a thread that is ending may still write into the old room
        counts = newRoom();
        continue;
      }
      // the model's fault, the same on every thread
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
      const { parcel, rooms } = luggageOf(job);
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
        // each thread has a chunk under way and one at hand; more would only fill memory
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
      for (const stop of stops) stop(new Error('the threads were let go while chunks were under way'));
      await dismiss();
    },
  };
}

/** This package's worker: TypeScript where this module runs from source. */
function ownWorker(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
}

function positive(name: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1))
    throw new RangeError(`${name} is ${value}, must be a whole number from 1 on`);
}
