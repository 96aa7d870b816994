import type { CoarseMedian } from '../within-rows.ts';
import type { CompareStrategy } from './schema.ts';

/** Coarse medians of a comparison: those of the reference once, then those of each strategy. */
export function coarseInComparison(
  comparisons: Record<
    string,
    Pick<CompareStrategy, 'endpoint' | 'medians'> & {
      endpoints: Record<string, Pick<CompareStrategy, 'medians'>>;
      subgroups: Record<string, { endpoints: Record<string, Pick<CompareStrategy, 'medians'>> }>;
    }
  >,
  reference: string,
): CoarseMedian[] {
  const medians = Object.entries(comparisons).flatMap(
    ([strategy, { endpoint, medians, endpoints, subgroups }]) =>
      [
        { group: [], endpoints: { [endpoint]: { medians }, ...endpoints } },
        ...Object.entries(subgroups).map(([name, one]) => ({ group: [name], endpoints: one.endpoints })),
      ].flatMap(({ group, endpoints: own }) =>
        Object.entries(own).flatMap(
          ([
            name,
            {
              medians: [median],
            },
          ]) => {
            const { reference: first, strategy: other } = median?.coarse ?? {};
            return [
              ...(first ? [{ whose: [reference, name, ...group], row: first }] : []),
              ...(other ? [{ whose: [strategy, name, ...group], row: other }] : []),
            ];
          },
        ),
      ),
  );
  return [...new Map(medians.map((median) => [median.whose.join(', '), median])).values()];
}
