import { availableParallelism } from 'node:os';
import { adaptiveExecutor } from '../run/adaptive.ts';
import type { Executor } from '../run/executor.ts';
import { inlinePoints, type PointExecutor } from '../study/calibrate/executor.ts';
import { type DrawExecutor, inlineDraws } from '../study/draws/executor.ts';
import type { CommandLine } from './command-line.ts';
import { untilInterrupted } from './interrupt.ts';
import { identityOf, type KeptOf, type KeptRun, keptArguments } from './keep/kept-run.ts';
import { readEvery } from './keep/options.ts';
import { refusingExecutors } from './keep/refuse.ts';
import { RunFolder } from './keep/run-folder.ts';
import { OutFiles } from './out-files.ts';
import type { Place } from './output.ts';
import { startProgress } from './progress.ts';
import { repeatable } from './repeat.ts';

/** What work receives: a signal to stop, and a callback for progress. */
export interface Working {
  /** aborted by Ctrl-C */
  signal: AbortSignal;
  onProgress(done: number, planned: number): void;
}

/** The resources of one call of a command: threads, progress, reaction to Ctrl-C, files that were begun. */
export class Session {
  /** whether files or a page will be written: only then is their content kept */
  readonly wants: { files: boolean; report: boolean };
  readonly #place: Place | undefined;
  #line: CommandLine;
  #kept: KeptRun | undefined;
  #out: OutFiles | undefined;
  #executor: Promise<Executor> | undefined;
  #draws: Promise<DrawExecutor> | undefined;
  #points: Promise<PointExecutor> | undefined;

  constructor({ place, report, line }: SessionOptions) {
    this.#place = place;
    this.wants = { files: place !== undefined, report };
    this.#line = line;
  }

  /** The command line that reproduces the figures; `chosen` adds values that the command chose itself. */
  repeats(chosen?: Readonly<Record<string, string>>): string {
    return repeatable(this.#line.command, this.#line.argv, chosen);
  }

  /**
   * The results that are kept, opened at the first call: those of --keep, or those that are merged.
   *
   * @throws UsageError if the folder belongs to other work
   */
  keeping(of: KeptOf): KeptRun | undefined {
    const { keep, 'keep-every': every } = this.#line.argv as { keep?: string; 'keep-every'?: string };
    if (!this.#kept && keep !== undefined) {
      const [belongs, argv] = [identityOf(this.#line, of), keptArguments(this.#line)];
      this.#kept = new RunFolder({ folder: keep, belongs, argv, every: readEvery(every ?? '5') });
    }
    return this.#kept;
  }

  /** Answers another command line from results that are there: no executor of this session does any work. */
  merge(line: CommandLine, kept: KeptRun): void {
    this.#line = line;
    this.#kept = kept;
    const { chunks, draws, points } = refusingExecutors();
    this.#executor = Promise.resolve(chunks);
    this.#draws = Promise.resolve(draws);
    this.#points = Promise.resolve(points);
  }

  /**
   * The executor of this session, started at the first call and closed at the end.
   *
   * @param threads the user's number of threads; unless given, threads are started only if they pay
   */
  executor(threads?: number): Promise<Executor> {
    this.#executor ??= executorFor(threads);
    return this.#executor;
  }

  /** The executor for parameter draws, started and closed likewise. */
  drawExecutor(threads = availableParallelism()): Promise<DrawExecutor> {
    this.#draws ??= (async () => {
      if (threads === 1) return inlineDraws();
      const { drawPool } = await import('../../workers/pool/draws.ts');
      return drawPool(threads);
    })();
    return this.#draws;
  }

  /** The executor for points of a calibration, started and closed likewise. */
  pointExecutor(threads = availableParallelism()): Promise<PointExecutor> {
    this.#points ??= (async () => {
      if (threads === 1) return inlinePoints();
      const { pointPool } = await import('../../workers/pool/points.ts');
      return pointPool(threads);
    })();
    return this.#points;
  }

  /** Files that are begun before the answer is known; they are moved into place with the others. */
  get out(): OutFiles | undefined {
    if (this.#place !== undefined) this.#out ??= new OutFiles(this.#place.folder);
    return this.#out;
  }

  /**
   * Runs work that Ctrl-C aborts, and shows its progress on stderr.
   *
   * @param planned the amount of work
   * @param what its unit
   * @returns the result of `go`, and the seconds it took
   * @throws what `go` throws; an AbortError after a signal
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
      // what was done before an interruption or an error is kept too
      this.#kept?.finish();
    }
  }

  /** Removes files that were begun and not finished, and ends threads. */
  async close(): Promise<void> {
    this.#out?.discard();
    await (await this.#executor)?.close();
    await (await this.#draws)?.close();
    await (await this.#points)?.close();
  }
}

export interface SessionOptions {
  place?: Place;
  report: boolean;
  line: CommandLine;
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
