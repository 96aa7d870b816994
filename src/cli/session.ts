import { availableParallelism } from 'node:os';
import { adaptiveExecutor } from '../run/adaptive.ts';
import type { Executor } from '../run/executor.ts';
import { type DrawExecutor, inlineDraws } from '../study/psa/executor.ts';
import { untilInterrupted } from './interrupt.ts';
import { OutFiles } from './out-files.ts';
import type { Place } from './output.ts';
import { startProgress } from './progress.ts';

/** What work is told and tells. */
export interface Working {
  /** aborted by Ctrl-C */
  signal: AbortSignal;
  onProgress(done: number, planned: number): void;
}

/** What one call of a command holds while it works: threads, progress, the answer to Ctrl-C, files that are begun. */
export class Session {
  /** what will be written beside the answer, so that only that is kept for it */
  readonly wants: { files: boolean; report: boolean };
  /** the command line that gives the same figures again, without what the command itself chose */
  readonly repeats: (chosen?: Readonly<Record<string, string>>) => string;
  readonly #place: Place | undefined;
  #out: OutFiles | undefined;
  #executor: Promise<Executor> | undefined;
  #draws: Promise<DrawExecutor> | undefined;

  constructor({ place, report, repeats }: SessionOptions) {
    this.#place = place;
    this.wants = { files: place !== undefined, report };
    this.repeats = repeats;
  }

  /**
   * The executor of this session, started by the first call and closed at the end.
   *
   * @param threads as many as the user says; where nobody says, as many as are worth it
   */
  executor(threads?: number): Promise<Executor> {
    this.#executor ??= executorFor(threads);
    return this.#executor;
  }

  /** Likewise for parameter draws. */
  drawExecutor(threads = availableParallelism()): Promise<DrawExecutor> {
    this.#draws ??= (async () => {
      if (threads === 1) return inlineDraws();
      const { drawPool } = await import('../../workers/pool/draws.ts');
      return drawPool(threads);
    })();
    return this.#draws;
  }

  /** Files that can be begun before the answer is known: they take their place with the others of the answer. */
  get out(): OutFiles | undefined {
    if (this.#place !== undefined) this.#out ??= new OutFiles(this.#place.folder);
    return this.#out;
  }

  /**
   * Work that Ctrl-C ends, with its progress on stderr.
   *
   * @param planned how much there is of it
   * @param what is counted
   * @returns what `go` does, and how many seconds it took
   * @throws what `go` throws; an AbortError where a signal came
   */
  async work<T>(
    planned: number,
    what: 'patients' | 'trials' | 'draws' | 'variants',
    go: (working: Working) => Promise<T>,
  ): Promise<{ done: T; seconds: number }> {
    const progress = startProgress(planned, what);
    const started = performance.now();
    try {
      const done = await untilInterrupted((signal) => go({ signal, onProgress: progress.update }));
      return { done, seconds: (performance.now() - started) / 1000 };
    } finally {
      progress.stop();
    }
  }

  /** Files that were begun and not finished are taken away; threads end. */
  async close(): Promise<void> {
    this.#out?.discard();
    await (await this.#executor)?.close();
    await (await this.#draws)?.close();
  }
}

export interface SessionOptions {
  place?: Place;
  report: boolean;
  repeats: Session['repeats'];
}

async function executorFor(threads: number | undefined): Promise<Executor> {
  const startPool = async (threads: number) => {
    const { poolExecutor } = await import('../../workers/pool/pool.ts');
    return poolExecutor({ threads });
  };
  if (threads !== undefined) return startPool(threads);
  const most = availableParallelism();
  return adaptiveExecutor({ threads: most, startPool: () => startPool(most) });
}
