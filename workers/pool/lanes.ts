import { laneRuns } from '../run-lanes.ts';
import { type Crew, type CrewOptions, startCrew } from './crew.ts';

/** Threads that work through lists of items. They start with the first item and stay until `close`. */
export interface Lanes<T, R> {
  /**
   * Works through items, in one lane for the task in progress and one for the task that waits, on each thread. A run that
   * ends early, by an abort or an error, ends the threads at once; the next run starts new ones.
   *
   * @param lane takes items one after the other, shared with the other lanes
   * @throws what a lane throws; the signal's reason if aborted
   */
  run<I>(
    items: readonly I[],
    lane: (items: Iterable<I>, work: LaneWork<T, R>) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Stops all runs and ends all threads. */
  close(): Promise<void>;
}

export interface LaneWork<T, R> {
  /**
   * A thread's reply to a task. A task whose thread fails, exits or runs out of memory is tried again on another.
   *
   * @param task makes the task, anew for each attempt: a thread that is ending may still write to what it was given
   * @param failed the error to throw when all attempts have failed
   */
  reply(task: (attempt: Attempt) => T, failed: (error: unknown) => Error): Promise<R>;
  /** whether the run has ended: nothing may be delivered any more */
  isOver(): boolean;
}

export interface Attempt {
  /** 1 unless the task has failed before */
  number: number;
  /** whether it is the first that this task is made for */
  isFirst: boolean;
}

export interface LaneOptions extends CrewOptions {
  /** number of attempts for a task */
  attempts: number;
}

/** @param what is in progress, for the message of a run that `close` stops: `chunks` */
export function lanesOf<T, R>({ attempts, ...options }: LaneOptions, what: string): Lanes<T, R> {
  let crew: Crew<T, R> | undefined;
  let dismissals: Promise<unknown> = Promise.resolve();

  /** Resolves when all threads of former crews are gone, whoever dismissed them. */
  async function dismiss(): Promise<void> {
    if (crew) dismissals = Promise.all([dismissals, crew.dismiss()]);
    crew = undefined;
    await dismissals;
  }

  const runs = laneRuns(dismiss);

  async function reply(
    task: (attempt: Attempt) => T,
    failed: (error: unknown) => Error,
    isOver: () => boolean,
  ): Promise<R> {
    for (let attempt: Attempt = { number: 1, isFirst: true }; ; attempt = { ...attempt, isFirst: false }) {
      crew ??= startCrew<T, R>(options);
      const currentCrew = crew;
      try {
        await currentCrew.ready;
        return await currentCrew.run(task(attempt));
      } catch (error) {
        if (isOver()) throw error;
        // if the threads were dismissed, another run has ended; the task is not at fault
        if (currentCrew.dismissed) continue;
        if (currentCrew.failure) throw currentCrew.failure;
        if (attempt.number++ === attempts) throw failed(error);
      }
    }
  }

  return {
    run: (items, lane, signal) =>
      runs.run(
        items,
        options.threads,
        (rest, isOver) => lane(rest, { reply: (task, failed) => reply(task, failed, isOver), isOver }),
        signal,
      ),
    async close() {
      runs.stop(new Error(`the threads were closed while ${what} were in progress`));
      await dismiss();
    },
  };
}
