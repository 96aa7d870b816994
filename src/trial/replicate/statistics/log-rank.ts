import { typescriptLoops } from '../loops/typescript/index.ts';
import { preparedEventTable } from './event-table.ts';
import { preparedHazardRatio } from './hazard-ratio.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';
import { weightedZ } from './weighted-z.ts';

/**
 * The log-rank test, stratified where there are several strata; the variance is hypergeometric, so ties are allowed
 * for.
 *
 * @returns z NaN where nobody has an event while both arms are at risk; the estimate is Cox's hazard ratio
 *
 * Source: Mantel (1966), Cancer Chemother. Rep. 50; Peto & Peto (1972), J. R. Statist. Soc. A 135.
 */
export function logRank(options: StatisticOptions): PreparedTest {
  const { strata, largest, estimate = true, loops = typescriptLoops } = options;
  const said = { z: NaN, estimate: NaN };
  const tableOf = preparedEventTable(options);
  const ratioOf = preparedHazardRatio();
  const ones = new Float64Array(largest).fill(1);
  return (data) => {
    if (!estimate && strata === 1) {
      said.z = loops.logRankZ(data);
      return said;
    }
    const table = tableOf(data);
    said.z = NaN;
    if (estimate) {
      const { ratio, scoreZ } = ratioOf(table);
      said.estimate = ratio;
      // without ties Cox's score test is the log-rank test, to the last bit as it is summed here
      if (!table.tied) said.z = scoreZ;
    }
    if (Number.isNaN(said.z)) said.z = strata > 1 ? weightedZ(table, ones) : loops.logRankZ(data);
    return said;
  };
}
