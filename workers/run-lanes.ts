/** Runs that take items in lanes, and end early by an abort, an error or the end of all threads. */
export interface LaneRuns {
  /**
   * Works through items, in one lane for the task in progress and one for the task that waits, on each thread.
   *
   * @param lane takes items one after the other, shared with the other lanes; after the end of the run it delivers nothing more
   * @throws what a lane throws; the signal's reason if aborted
   */
  run<I>(
    items: readonly I[],
    threads: number,
    lane: (items: Iterable<I>, isOver: () => boolean) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Ends all runs with an error. */
  stop(reason: unknown): void;
}

/** @param dismiss ends all threads; called for a run that ends early, before it throws */
export function laneRuns(dismiss: () => Promise<void>): LaneRuns {
  const stops = new Set<(reason: unknown) => void>();
  return {
    async run(items, threads, lane, signal) {
      signal?.throwIfAborted();
      if (items.length === 0) return;
      const rest = items.values();
      let over = false;
      const isOver = () => over;
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
        // more lanes would only use memory
        const lanes = Array.from({ length: Math.min(2 * threads, items.length) }, () => lane(rest, isOver));
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
    stop(reason) {
      for (const one of stops) one(reason);
    },
  };
}
