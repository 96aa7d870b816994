import { endOf } from '../../parts/ranges.ts';
import type { DrawExecutor } from './executor.ts';
import type { DrawRange } from './job.ts';
import type { DrawWork, ResultsOf } from './work.ts';

/**
 * Draws in ranges small enough that every thread has some, and the last is not waited for long.
 *
 * @param most draws in a range
 */
export function drawRanges(draws: DrawRange, threads: number, most: number): DrawRange[] {
  const size = Math.max(1, Math.min(most, Math.ceil(draws.count / threads / 4)));
  return Array.from({ length: Math.ceil(draws.count / size) }, (_, i) => {
    const first = draws.first + i * size;
    return { first, count: Math.min(size, endOf(draws) - first) };
  });
}

export interface AllDrawsOptions {
  executor: DrawExecutor;
  draws: number;
  /** draws in a range */
  most: number;
  /** called after some draws */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/** The results of all draws of a work, range by range in the order of the draws. */
export async function allDraws<Work extends DrawWork>(
  work: Work,
  { executor, draws, most, onProgress, signal }: AllDrawsOptions,
): Promise<ResultsOf<Work>[]> {
  const found: { first: number; results: ResultsOf<Work> }[] = [];
  let done = 0;
  await executor.run(
    work,
    drawRanges({ first: 0, count: draws }, executor.threads, most),
    ({ first, count }, results) => {
      found.push({ first, results });
      done += count;
      onProgress?.(done, draws);
    },
    signal,
  );
  return found.sort((a, b) => a.first - b.first).map(({ results }) => results);
}
