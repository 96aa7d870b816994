import { type LaneWork, lanesOf } from './lanes.ts';

/** Heap limit of a thread, in megabytes. */
const HEAP = 1024;
/** Number of attempts for a range. */
const ATTEMPTS = 3;

/** A task for a thread: a range of a job's work. */
export interface RangeTask<Job, Range> {
  /** identifies the job within this process */
  id: string;
  job: Job;
  range: Range;
}

/** Hands ranges of a job's work to worker threads. */
export interface RangePool<Job, Range, Results> {
  /** @throws the signal's reason when aborted */
  run(
    job: Job,
    ranges: readonly Range[],
    deliver: (range: Range, results: Results) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Stops all work and ends the threads. */
  close(): Promise<void>;
}

/**
 * Worker threads that take ranges of work. A range whose thread fails is tried again on another: its results are the same
 * wherever it is done.
 *
 * @param filename the module with `ping` and `work` for the threads
 * @param named a range in words, for an error
 */
export function rangePool<Job extends object, Range, Results>(
  threads: number,
  filename: URL,
  named: (range: Range) => string,
): RangePool<Job, Range, Results> {
  type Task = RangeTask<Job, Range>;
  const lanes = lanesOf<Task, Results>({ threads, attempts: ATTEMPTS, filename, heap: HEAP }, 'ranges');
  const ids = new WeakMap<Job, string>();
  let jobs = 0;
  const idOf = (job: Job) => {
    const id = ids.get(job) ?? String(++jobs);
    ids.set(job, id);
    return id;
  };
  return {
    run(job, ranges, deliver, signal) {
      const id = idOf(job);
      const failed = (range: Range) => (cause: unknown) => {
        const reason = cause instanceof Error ? cause.message : String(cause);
        return new Error(`${named(range)} failed ${ATTEMPTS} times: ${reason}`, { cause });
      };
      const lane = async (rest: Iterable<Range>, { reply, isOver }: LaneWork<Task, Results>) => {
        for (const range of rest) {
          const results = await reply(() => ({ id, job, range }), failed(range));
          if (isOver()) return;
          deliver(range, results);
        }
      };
      return lanes.run(ranges, lane, signal);
    },
    close: lanes.close,
  };
}
