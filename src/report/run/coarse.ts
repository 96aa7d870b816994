import type { StrategyResult } from '../../run/run.ts';
import { finerRows } from '../../scenario/off-row.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import { plain } from '../numbers.ts';

/** So many rows are told of. */
const FEW = 3;

/** Medians in rows that hold too many events to say where in the row they lie, a sentence for each; empty without any. */
export function coarseLines(strategies: Record<string, StrategyResult>, { time }: Scenario): string {
  const several = Object.keys(strategies).length > 1;
  const lines = Object.entries(strategies).flatMap(([strategy, { endpoints, subgroups }]) =>
    [
      ['', endpoints] as const,
      ...Object.entries(subgroups).map(([name, one]) => [name, one.endpoints] as const),
    ].flatMap(([group, own]) =>
      Object.entries(own).flatMap(([endpoint, { quantiles }]) => {
        const row = quantiles.find(({ p }) => p === 0.5)?.coarse;
        if (!row) return [];
        const whose = [...(several ? [strategy] : []), endpoint, ...(group === '' ? [] : [group])].join(', ');
        const finer = finerRows(row.share, time);
        const remedy =
          finer === undefined
            ? ''
            : ` rows-per-unit: ${finer} (now ${time['rows-per-unit']}) has shorter rows.`;
        return [
          `Median of ${whose}: the row from ${plain(row.from, 6)} to ${plain(row.to, 6)} holds ${plain(100 * row.share, 1)}% of the patients, and the median is known to lie in it, not where.${remedy}`,
        ];
      }),
    ),
  );
  const more = lines.length - FEW;
  return [...lines.slice(0, FEW), ...(more > 0 ? [`... and ${more} more.`] : [])].join('\n');
}
