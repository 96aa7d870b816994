import { deserialize, serialize } from 'node:v8';
import type { Counts } from '../../src/kernel/engine.ts';
import type { Graph } from '../../src/kernel/graph.ts';
import type { Chunk } from '../../src/plan.ts';
import type { Job } from '../../src/run/executor.ts';

/**
 * A job as it crosses to a thread: laid in shared memory once, so that a chunk carries handles to it and no copies,
 * and any thread, a fresh one too, can take any chunk.
 */
export interface Parcel extends Omit<Job, 'graph'> {
  tables: Float64Array;
  /** the graph without its tables, serialized */
  rest: Uint8Array;
}

/** What a thread is asked. */
export interface Task {
  parcel: Parcel;
  chunk: Chunk;
  /** 1 unless the chunk has failed before */
  attempt: number;
  /** in shared memory, to be filled in */
  counts: Counts;
}

/** What it answers: that the counts are filled in, or which state never ends (errors lose their fields on the way). */
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
  // copied out: the deserializer reads no shared memory
  return { ...deserialize(Uint8Array.from(rest)), tables };
}

/**
 * Room for a chunk's counts, to be used again for the next: buffers made anew for each chunk, shared or transferred,
 * pile up faster than the garbage collector sees them.
 */
export function roomForCounts(graph: Graph, patients: number): Counts {
  const cells = graph.tracks * (graph.grid.rows + 1);
  const doubles = (count: number) => new Float64Array(new SharedArrayBuffer(count * 8));
  return {
    tracks: new Uint32Array(new SharedArrayBuffer(cells * 4)),
    counters: doubles(graph.counters),
    outcomes: graph.outcomes.map(() => doubles(patients)),
  };
}

/** The bytes of an array in shared memory. */
function shared({ buffer, byteOffset, byteLength }: ArrayBufferView): SharedArrayBuffer {
  const copy = new SharedArrayBuffer(byteLength);
  new Uint8Array(copy).set(new Uint8Array(buffer, byteOffset, byteLength));
  return copy;
}
