import type { Chunk } from '../../plan.ts';
import { CHUNK } from '../../run/chunks.ts';

/** Number of batches: 64 give a standard error that is itself within about a tenth. */
const BATCHES = 64;
const FEWEST_BATCHES = 16;
/** Patients of a batch if there are few patients; and the fewest. */
const WANTED = 1000;
const FEWEST_PATIENTS = 100;
const MOST_PATIENTS = 2 ** 20;

/** The fewest patients that can be compared. */
export const FEWEST = FEWEST_BATCHES * FEWEST_PATIENTS;

/**
 * Patients 0 to n - 1 in batches of equal size, or larger by one. The batches do not depend on the number of threads,
 * so neither do the standard errors.
 *
 * @throws RangeError for fewer patients than can be compared
 */
export function batchesOf(n: number): Chunk[] {
  if (!(n >= FEWEST))
    throw new RangeError(`${n} patients are too few to compare, must be at least ${FEWEST}`);
  const fitting = Math.min(BATCHES, Math.max(FEWEST_BATCHES, Math.floor(n / WANTED)));
  const count = Math.max(fitting, Math.ceil(n / MOST_PATIENTS));
  const startOf = (batch: number) => Math.floor((batch * n) / count);
  return Array.from({ length: count }, (_, batch) => ({
    first: startOf(batch),
    count: startOf(batch + 1) - startOf(batch),
  }));
}

/** Cuts a batch into pieces of a chunk's size. */
export function piecesOf({ first, count }: Chunk): Chunk[] {
  return Array.from({ length: Math.ceil(count / CHUNK) }, (_, i) => ({
    first: first + i * CHUNK,
    count: Math.min(CHUNK, count - i * CHUNK),
  }));
}
