import { EndlessModelError } from '../../src/kernel/endless.ts';
import type { Graph } from '../../src/kernel/graph.ts';
import { engineKeeper } from '../../src/run/inline.ts';
import { type Parcel, type Reply, type Task, unpack } from './parcel.ts';

// The other end of the pool. Every import here is paid by every thread at its start, and a throw up here would leave
// the pool's first task unanswered.

const engineOf = engineKeeper();
let last: { graphId: string; graph: Graph } | undefined;

/** Asked of each thread before it is given work. */
export function ping(): true {
  return true;
}

/** Do a chunk, or end the thread. */
export function work(task: Task): Promise<Reply> {
  return orEndThread(() => simulateChunk(task));
}

/** Fill in the counts of a chunk. */
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
 * Errors are left uncaught, so that they end the thread as running out of memory does: nobody knows in what state they
 * left it, and the chunk is tried again elsewhere.
 */
export function orEndThread<T>(act: () => T): Promise<T> {
  return new Promise((resolve) => {
    try {
      resolve(act());
    } catch (error) {
      setImmediate(() => {
        throw error;
      });
    }
  });
}

function unpacked(parcel: Parcel): Graph {
  if (last?.graphId !== parcel.graphId) last = { graphId: parcel.graphId, graph: unpack(parcel) };
  return last.graph;
}
