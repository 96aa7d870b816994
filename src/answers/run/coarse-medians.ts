import type { CoarseMedian } from '../within-rows.ts';
import type { RunStrategy } from './schema.ts';

/** Coarse medians of a run. */
export function coarseInRun(
  strategies: Record<string, Pick<RunStrategy, 'endpoints' | 'subgroups'>>,
): CoarseMedian[] {
  const several = Object.keys(strategies).length > 1;
  return Object.entries(strategies).flatMap(([strategy, { endpoints, subgroups }]) =>
    [
      { group: [], endpoints },
      ...Object.entries(subgroups).map(([name, one]) => ({ group: [name], endpoints: one.endpoints })),
    ].flatMap(({ group, endpoints: own }) =>
      Object.entries(own).flatMap(([endpoint, { quantiles }]) => {
        const row = quantiles.find(({ p }) => p === 0.5)?.coarse;
        return row ? [{ whose: [...(several ? [strategy] : []), endpoint, ...group], row }] : [];
      }),
    ),
  );
}
