import type { Chunk } from '../plan.ts';

/** Patients a chunk: many enough that handing a chunk over costs nothing beside it, and the same on any machine. */
export const CHUNK = 2 ** 18;

/** Patients are numbered with 32 bits. */
export const MOST_PATIENTS = 2 ** 32;

/** Patients from .. to - 1 in chunks that end at multiples of CHUNK, however many threads there are. */
export function chunksOf(from: number, to: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let first = from; first < to; ) {
    const end = Math.min(to, (Math.floor(first / CHUNK) + 1) * CHUNK);
    chunks.push({ first, count: end - first });
    first = end;
  }
  return chunks;
}
