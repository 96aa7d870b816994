import type { Chunk } from '../plan.ts';

/** The fewest patients a chunk, but for the last: many enough that handing a chunk over costs little beside it. */
export const CHUNK = 2 ** 18;

/** The most: progress shows, and a chunk that must be done again is no great loss. */
const LARGEST_CHUNK = 2 ** 21;

/** Chunks a thread wants at least, so that all end at about the same time. */
const CHUNKS_PER_THREAD = 32;

/** Patients are numbered with 32 bits. */
export const MOST_PATIENTS = 2 ** 32;

/**
 * Patients from .. to - 1 in chunks that end at multiples of a power of two, the larger the more patients there are for
 * each thread. No count depends on where chunks end.
 */
export function chunksOf(from: number, to: number, threads: number): Chunk[] {
  const wanted = (to - from) / (CHUNKS_PER_THREAD * threads);
  let size = CHUNK;
  while (2 * size <= Math.min(wanted, LARGEST_CHUNK)) size *= 2;
  const chunks: Chunk[] = [];
  for (let first = from; first < to; ) {
    const end = Math.min(to, (Math.floor(first / size) + 1) * size);
    chunks.push({ first, count: end - first });
    first = end;
  }
  return chunks;
}
