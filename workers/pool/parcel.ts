import { deserialize, serialize } from 'node:v8';
import type { Counts } from '../../src/kernel/engine.ts';
import type { Chunk, Plan } from '../../src/plan.ts';
import type { Job } from '../../src/run/executor.ts';

/**
 * A job as it crosses to a thread: laid in shared memory once, so that a chunk carries handles to it and no copies,
 * and any thread, a fresh one too, can take any chunk.
 */
export interface Parcel {
  planId: string;
  keys: Int32Array;
  tables: Float64Array;
  /** the plan without its tables, serialized */
  rest: Uint8Array;
}

/** What a thread is asked. */
export interface Task {
  parcel: Parcel;
  chunk: Chunk;
  /** 1 unless the chunk has failed before */
  attempt: number;
}

/** What it answers: in shared memory too, which crosses as cheaply as a transfer and needs no library over there. */
export type Reply = { counts: Counts } | { endless: string };

export function pack({ plan, planId, keys }: Job): Parcel {
  const { tables, ...graph } = plan.graph;
  return {
    planId,
    keys: new Int32Array(shared(keys)),
    tables: new Float64Array(shared(tables)),
    rest: new Uint8Array(shared(serialize({ ...plan, graph }))),
  };
}

export function unpack({ tables, rest }: Parcel): Plan {
  // copied out: the deserializer reads no shared memory
  const plan = deserialize(Uint8Array.from(rest));
  return { ...plan, graph: { ...plan.graph, tables } };
}

export function shareCounts({ tracks, counters }: Counts): Counts {
  return { tracks: new Uint32Array(shared(tracks)), counters: new Float64Array(shared(counters)) };
}

/** The bytes of an array in shared memory. */
function shared({ buffer, byteOffset, byteLength }: ArrayBufferView): SharedArrayBuffer {
  const copy = new SharedArrayBuffer(byteLength);
  new Uint8Array(copy).set(new Uint8Array(buffer, byteOffset, byteLength));
  return copy;
}
