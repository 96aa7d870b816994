import type { LookData } from '../look-data.ts';
import { typescriptLoops } from '../loops/typescript/index.ts';
import { preparedHazardRatio } from './hazard-ratio.ts';
import { preparedEventTable } from './prepared-event-table.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';
import { weightedZ } from './weighted-z.ts';

/**
 * The log-rank test, stratified if there are several strata. The variance is hypergeometric, which allows for ties.
 *
 * @returns z is NaN if there are no events while both arms are at risk; the estimate is Cox's hazard ratio
 *
 * Source: Mantel (1966), Cancer Chemother. Rep. 50; Peto & Peto (1972), J. R. Statist. Soc. A 135.
 */
export function logRank(options: StatisticOptions): PreparedTest {
  const { strata, largest, loops = typescriptLoops } = options;
  const tableOf = preparedEventTable(options);
  const ratioOf = preparedHazardRatio(options);
  const ones = new Float64Array(largest).fill(1);
  let look: LookData;
  return {
    z(data) {
      look = data;
      return strata > 1 ? weightedZ(tableOf(data), ones) : loops.logRankZ(data);
    },
    estimate: () => ratioOf(tableOf(look)).ratio,
  };
}
