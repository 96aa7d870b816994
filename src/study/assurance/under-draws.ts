import type { AssuredResults, AssuredWork } from '../draws/assured.ts';
import { type AllDrawsOptions, allDraws } from '../draws/ranges.ts';

/** Largest number of draws in a range. */
const RANGE = 8;

/** All draws of a work, in their order; the same on any number of threads. */
export async function underDraws(
  work: AssuredWork,
  options: Omit<AllDrawsOptions, 'most'>,
): Promise<AssuredResults> {
  const { draws } = options;
  const found = await allDraws(work, { ...options, most: RANGE });
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
