import type { Chunk } from '../plan.ts';

/**
 * Smallest number of patients per chunk, except the last: large enough that passing a chunk to a thread costs little.
 */
export const CHUNK = 2 ** 18;

/** Largest number: small enough to show progress, and to repeat a chunk at little cost. */
const LARGEST_CHUNK = 2 ** 21;

/** Smallest number of chunks per thread, so that all threads finish at about the same time. */
const CHUNKS_PER_THREAD = 32;

/** Patients are numbered with 32 bits. */
export const MOST_PATIENTS = 2 ** 32;

/**
 * Splits patients from .. to - 1 into chunks that end at multiples of a power of two; the more patients per thread,
 * the larger the chunks. Counts do not depend on the chunks.
 */
export function chunksOf(from: number, to: number, threads: number): Chunk[] {
  const perThreadChunk = (to - from) / (CHUNKS_PER_THREAD * threads);
  let size = CHUNK;
  while (2 * size <= Math.min(perThreadChunk, LARGEST_CHUNK)) size *= 2;
  const chunks: Chunk[] = [];
  for (let first = from; first < to; ) {
    const end = Math.min(to, (Math.floor(first / size) + 1) * size);
    chunks.push({ first, count: end - first });
    first = end;
  }
  return chunks;
}
