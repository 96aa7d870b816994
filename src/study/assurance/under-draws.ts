import type { AssuredResults, AssuredWork } from '../draws/assured.ts';
import type { DrawExecutor } from '../draws/executor.ts';

/** Largest number of draws in a range. */
const RANGE = 8;

export interface UnderDrawsOptions {
  draws: number;
  executor: DrawExecutor;
  /** called after some draws */
  onProgress?: (done: number, planned: number) => void;
  signal?: AbortSignal;
}

/** All draws of a work, in their order; the same on any number of threads. */
export async function underDraws(
  work: AssuredWork,
  { draws, executor, onProgress, signal }: UnderDrawsOptions,
): Promise<AssuredResults> {
  const size = Math.max(1, Math.min(RANGE, Math.ceil(draws / executor.threads / 4)));
  const ranges = Array.from({ length: Math.ceil(draws / size) }, (_, i) => ({
    first: i * size,
    count: Math.min(size, draws - i * size),
  }));
  const found: AssuredResults[] = [];
  let done = 0;
  await executor.run(
    work,
    ranges,
    ({ first, count }, results) => {
      found[first / size] = results;
      done += count;
      onProgress?.(done, draws);
    },
    signal,
  );
  const joined = (columnOf: (part: AssuredResults) => Float64Array) => {
    const column = new Float64Array(draws);
    let at = 0;
    for (const part of found) {
      const own = columnOf(part);
      column.set(own, at);
      at += own.length;
    }
    return column;
  };
  const [first] = found as [AssuredResults, ...AssuredResults[]];
  return {
    sizes: first.sizes.map((names, k) =>
      Object.fromEntries(Object.keys(names).map((name) => [name, joined((part) => part.sizes[k]![name]!)])),
    ),
    columns: first.columns.map((_, i) => joined((part) => part.columns[i]!)),
  };
}
