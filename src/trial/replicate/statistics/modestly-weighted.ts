import type { EventTable } from '../event-table.ts';
import { preparedHazardRatio } from './hazard-ratio.ts';
import { preparedPooledSurvival } from './pooled-survival.ts';
import { preparedEventTable } from './prepared-event-table.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';
import { weightedZ } from './weighted-z.ts';

/**
 * The modestly weighted log-rank test: weights 1 / max(S(t-), S(until)), where S is the Kaplan-Meier survival of both
 * arms of the stratum together. The weights increase up to `until` and stay constant afterwards; if follow-up ends
 * earlier, they increase to its end. With a cap, weights are 1 / max(S(t-), 1 / cap).
 *
 * With strata, observed minus expected events and variances are summed over strata, each with its own weights.
 *
 * @returns z is NaN if there are no events while both arms are at risk; the estimate is Cox's hazard ratio,
 *   unweighted
 * @throws RangeError unless `until` is at least 0, or the cap at least 1
 *
 * Source: Magirr & Burman (2019), Statistics in Medicine 38, 3782-3790; with strata Magirr & Jiménez (2023),
 * Biometrical Journal 65.
 */
export function modestlyWeighted(
  rule: { until: number } | { cap: number },
  options: StatisticOptions,
): PreparedTest {
  const { until, cap } = 'cap' in rule ? { until: Infinity, cap: rule.cap } : { ...rule, cap: Infinity };
  if (!(until >= 0)) throw new RangeError(`until is ${until}, must be >= 0`);
  if (!(cap >= 1)) throw new RangeError(`cap is ${cap}, must be >= 1`);
  const { strata, largest } = options;
  const tableOf = preparedEventTable(options);
  const ratioOf = preparedHazardRatio(options);
  const survivalOf = preparedPooledSurvival(strata);
  const weights = new Float64Array(largest);
  let table: EventTable;
  return {
    z(data) {
      table = tableOf(data);
      // max(S(t-), S(until)) is a survival curve that stops falling at `until`
      survivalOf(table, weights, until);
      for (let r = 0; r < table.rows; r++) weights[r] = Math.min(1 / weights[r]!, cap);
      return weightedZ(table, weights);
    },
    estimate: () => ratioOf(table).ratio,
  };
}
