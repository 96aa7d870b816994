import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';

/** A thread that has not answered for this many milliseconds has failed. */
const ANSWER_TIMEOUT_MS = 60_000;

/** Threads that are started and ended together. */
export interface Crew<T, R> {
  /**
   * Resolves once every thread has answered a ping.
   *
   * @throws Error if the threads cannot start
   */
  ready: Promise<void>;
  /** @throws the error that ended the thread of the task; another thread replaces it */
  run(task: T): Promise<R>;
  /** Ends all threads at once, even in the middle of work; resolves when they are gone. */
  dismiss(): Promise<void>;
  readonly dismissed: boolean;
  /** the reason, if no thread is left and none can be started */
  readonly failure: Error | undefined;
}

export interface CrewOptions {
  threads: number;
  /** the module with `ping` and `work` for the threads */
  filename: URL;
  /** heap limit of a thread, in megabytes */
  heap: number;
}

export function startCrew<T, R>({ threads, filename, heap }: CrewOptions): Crew<T, R> {
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
      // an ended thread has no number
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
    const late = setTimeout(() => fail('worker threads could not start', 'no answer'), ANSWER_TIMEOUT_MS);
    try {
      await Promise.all(Array.from({ length: threads }, () => pool.run(undefined, { name: 'ping' })));
    } catch (error) {
      throw dismissed ? error : fail('worker threads could not start', error);
    } finally {
      clearTimeout(late);
    }
  }

  count();
  // a thread ended between tasks, and its replacement failed to start
  pool.on('error', (error) => (lastError = error));
  pool.on('workerDestroy', () => {
    count();
    setImmediate(() => {
      if (!dismissed && pool.threads.length === 0) fail('worker threads could not be replaced', lastError);
    });
  });
  const ready = pingAll();
  // marks the rejection as handled; callers who await it still receive it
  ready.catch(() => {});

  return {
    ready,
    async run(task) {
      // a destroyed pool would start again
      if (dismissed || failure) throw failure ?? new Error('the threads were dismissed');
      return pool.run(task);
    },
    async dismiss() {
      dismissed = true;
      count();
      do {
        await pool.destroy();
        await Promise.all([...alive].map((thread) => new Promise((resolve) => thread.once('exit', resolve))));
        // a thread that ended by itself may have been replaced meanwhile
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

/** The loader that threads running from TypeScript source need, regardless of how the parent was started. */
function typescriptLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}
