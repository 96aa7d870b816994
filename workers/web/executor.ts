import { EndlessModelError } from '../../src/kernel/endless.ts';
import type { Counts } from '../../src/kernel/engine.ts';
import type { Chunk } from '../../src/plan.ts';
import { ChunkError, type Executor, type Job } from '../../src/run/executor.ts';
import { roomForCounts } from '../counts.ts';
import { laneRuns } from '../run-lanes.ts';
import { type Crew, webCrew } from './crew.ts';
import type { WebThread } from './wire.ts';

export interface WebOptions {
  /** number of workers */
  threads: number;
  /** starts a worker whose script calls `serveChunks` */
  start: () => WebThread;
  /** number of attempts for a chunk; default 3 */
  attempts?: number;
  /** whether workers can share memory with this one; only where the page is cross-origin isolated */
  isShared?: boolean;
}

/**
 * The executor that hands chunks to Web Workers.
 *
 * Workers start with the first chunk and stay until `close`. A chunk whose worker crashes is tried again on a new one. A
 * run that ends early ends the workers at once; the next run starts new ones. Where memory is shared, the counts handed
 * to `deliver` are valid until it returns.
 */
export function webExecutor({ threads, start, attempts = 3, isShared = false }: WebOptions): Executor {
  let crew: Crew | undefined;
  let endings: Promise<unknown> = Promise.resolve();

  /** Ends all workers; resolves when those of former crews are gone too. */
  async function dismiss(): Promise<void> {
    if (crew) endings = Promise.all([endings, crew.dismiss()]);
    crew = undefined;
    await endings;
  }

  const runs = laneRuns(dismiss);

  /** The counts of one chunk, from whichever worker succeeds; undefined if the run ends before. */
  async function countsOf(
    job: Job,
    chunk: Chunk,
    room: () => Counts | undefined,
    isOver: () => boolean,
  ): Promise<Counts | undefined> {
    for (let attempt = 1; ; ) {
      crew ??= webCrew(threads, start);
      const current = crew;
      // memory of its own for each attempt: a worker that is ending may still write
      const own = room();
      const reply = await current.ask(job, chunk, own);
      // no new workers for a run that has ended
      if (isOver()) return undefined;
      if ('endless' in reply) throw new ChunkError(chunk, 1, new EndlessModelError(reply.endless));
      if (!('error' in reply)) return own ?? reply.counts!;
      // another run ended the workers; the chunk is not at fault
      if (current.isDismissed()) continue;
      if (attempt++ === attempts) throw new ChunkError(chunk, attempts, new Error(reply.error));
    }
  }

  return {
    name: 'web',
    threads,
    async run(job, chunks, deliver, signal) {
      const largest = chunks.reduce((most, { count }) => Math.max(most, count), 0);
      const rooms: Counts[] = [];
      const lane = async (rest: Iterable<Chunk>, isOver: () => boolean) => {
        for (const chunk of rest) {
          const room = () => (isShared ? (rooms.pop() ?? roomForCounts(job.graph, largest)) : undefined);
          const counts = await countsOf(job, chunk, room, isOver);
          if (!counts || isOver()) return;
          deliver(chunk, counts);
          if (isShared) rooms.push(counts);
        }
      };
      await runs.run(chunks, threads, lane, signal);
    },
    async close() {
      runs.stop(new Error('the workers were closed while chunks were in progress'));
      await dismiss();
    },
  };
}
