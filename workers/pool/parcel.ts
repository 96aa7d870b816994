import { deserialize, serialize } from 'node:v8';
import type { Counts } from '../../src/kernel/engine.ts';
import type { Graph } from '../../src/kernel/graph.ts';
import type { Chunk } from '../../src/plan.ts';
import type { Job } from '../../src/run/executor.ts';

/**
 * A job in shared memory, laid out once: tasks for chunks carry references instead of copies, and any thread, even a
 * new one, can run any chunk.
 */
export interface Parcel extends Omit<Job, 'graph'> {
  tables: Float64Array;
  /** the graph without its tables, serialised */
  rest: Uint8Array;
}

/** A task for a thread. */
export interface Task {
  parcel: Parcel;
  chunk: Chunk;
  /** 1 unless the chunk has failed before */
  attempt: number;
  /** in shared memory, filled in by the thread */
  counts: Counts;
}

/**
 * A thread's answer: the counts are filled in, or the name of a state that never ends (errors lose their fields in
 * transit).
 */
export type Reply = { endless?: string };

export function pack({ graph: { tables, ...graph }, keys, ...job }: Job): Parcel {
  return {
    ...job,
    keys: new Int32Array(shared(keys)),
    tables: new Float64Array(shared(tables)),
    rest: new Uint8Array(shared(serialize(graph))),
  };
}

export function unpack({ tables, rest }: Parcel): Graph {
  // copied first: the deserialiser cannot read shared memory
  return { ...deserialize(Uint8Array.from(rest)), tables };
}

/** Copies an array to shared memory. */
function shared({ buffer, byteOffset, byteLength }: ArrayBufferView): SharedArrayBuffer {
  const copy = new SharedArrayBuffer(byteLength);
  new Uint8Array(copy).set(new Uint8Array(buffer, byteOffset, byteLength));
  return copy;
}
