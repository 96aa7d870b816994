import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Reply, Task } from './parcel.ts';

/** A thread that has not answered for this long never will. */
const PATIENCE = 60_000;

/** Threads that were started together and will be ended together. */
export interface Crew<T = Task, R = Reply> {
  /** Settles once every thread has answered a ping. @throws Error when they cannot start */
  ready: Promise<void>;
  /** @throws whatever ended the thread that had the task; another takes its place */
  run(task: T): Promise<R>;
  /** End all threads, at once and in the middle of their work; settles when they are gone. */
  dismiss(): Promise<void>;
  readonly dismissed: boolean;
  /** why no thread is left and none can be had */
  readonly failure: Error | undefined;
}

export interface CrewOptions {
  threads: number;
  /** the module whose `ping` and `work` the threads run */
  filename: URL;
  /** megabytes of heap a thread may use */
  heap: number;
}

export function startCrew<T = Task, R = Reply>({ threads, filename, heap }: CrewOptions): Crew<T, R> {
  const pool = new Piscina({
    filename: fileURLToPath(filename),
    name: 'work',
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxOldGenerationSizeMb: heap },
    recordTiming: false,
    ...(filename.pathname.endsWith('.ts') && { execArgv: ['--import', typescriptLoader()] }),
  });
  const alive = new Set<Worker>();
  let dismissed = false;
  let failure: Error | undefined;
  let lastError: unknown = 'they ended one after the other';

  const count = () => {
    for (const thread of pool.threads) {
      // one that is gone has no number
      if (alive.has(thread) || thread.threadId < 0) continue;
      alive.add(thread);
      thread.once('exit', () => alive.delete(thread));
    }
  };
  const fail = (message: string, cause: unknown) => {
    failure ??= new Error(`${message}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    // tasks in the queue would wait for ever
    void pool.destroy();
    return failure;
  };

  async function pingAll(): Promise<void> {
    const late = setTimeout(() => fail('worker threads could not start', 'no answer'), PATIENCE);
    try {
      await Promise.all(Array.from({ length: threads }, () => pool.run(undefined, { name: 'ping' })));
    } catch (error) {
      throw dismissed ? error : fail('worker threads could not start', error);
    } finally {
      clearTimeout(late);
    }
  }

  count();
  // a thread that ends between tasks: its successor failed to start
  pool.on('error', (error) => (lastError = error));
  pool.on('workerDestroy', () => {
    count();
    setImmediate(() => {
      if (!dismissed && pool.threads.length === 0) fail('worker threads could not be replaced', lastError);
    });
  });
  const ready = pingAll();
  // marks the rejection as handled; callers who wait still receive it
  ready.catch(() => {});

  return {
    ready,
    async run(task) {
      // a pool that was ended would start again
      if (dismissed || failure) throw failure ?? new Error('the threads were dismissed');
      return pool.run(task);
    },
    async dismiss() {
      dismissed = true;
      count();
      do {
        await pool.destroy();
        await Promise.all([...alive].map((thread) => new Promise((resolve) => thread.once('exit', resolve))));
        // a thread that was ending by itself may have called for a successor
        count();
      } while (alive.size > 0);
    },
    get dismissed() {
      return dismissed;
    },
    get failure() {
      return failure;
    },
  };
}

/** Threads that run from source need what their parent was started with, wherever it was started. */
function typescriptLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}
