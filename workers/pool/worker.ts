import { EndlessModelError } from '../../src/kernel/endless.ts';
import type { Graph } from '../../src/kernel/graph.ts';
import { engineKeeper } from '../../src/run/inline.ts';
import { type Parcel, type Reply, type Task, unpack } from './parcel.ts';

// The thread's end of the pool. Every import here delays the start of each thread, and an error at the top level
// would leave the pool's first task unanswered.

const engineOf = engineKeeper();
let last: { graphId: string; graph: Graph } | undefined;

/** Called in each thread before it gets work. */
export function ping(): true {
  return true;
}

/** Runs a chunk, or ends the thread on an error. */
export function work(task: Task): Promise<Reply> {
  return orEndThread(() => simulateChunk(task));
}

/** Fills in the counts of a chunk. */
export function simulateChunk({ parcel, chunk, counts }: Task): Reply {
  try {
    engineOf({ ...parcel, graph: unpacked(parcel) }).run(parcel.keys, chunk.first, chunk.count, counts);
    return {};
  } catch (error) {
    if (error instanceof EndlessModelError) return { endless: error.states };
    throw error;
  }
}

/**
 * Leaves errors uncaught, so that they end the thread as running out of memory does: its state is unknown after an
 * error, and the chunk is tried again on another thread.
 */
export function orEndThread<T>(act: () => T | Promise<T>): Promise<T> {
  const end = (error: unknown) =>
    setImmediate(() => {
      throw error;
    });
  return new Promise((resolve) => {
    try {
      const done = act();
      if (done instanceof Promise) done.then(resolve, end);
      else resolve(done);
    } catch (error) {
      end(error);
    }
  });
}

function unpacked(parcel: Parcel): Graph {
  if (last?.graphId !== parcel.graphId) last = { graphId: parcel.graphId, graph: unpack(parcel) };
  return last.graph;
}
