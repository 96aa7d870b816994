import { pow } from '../../../math/elementary.ts';
import { checkWeight, type FlemingHarrington } from '../../../survival/statistics/fleming-harrington.ts';
import type { EventTable } from '../event-table.ts';
import { preparedHazardRatio } from './hazard-ratio.ts';
import { preparedPooledSurvival } from './pooled-survival.ts';
import { preparedEventTable } from './prepared-event-table.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';
import { weightedZ } from './weighted-z.ts';

/**
 * The log-rank test with weights S^rho (1 - S)^gamma, where S is the Kaplan-Meier survival of both arms of the
 * stratum together just before the time; stratified if there are several strata.
 *
 * @returns z is NaN if no event of positive weight happens while both arms are at risk; with gamma above 0, the first
 *   event has weight 0. The estimate is Cox's hazard ratio, unweighted.
 * @throws RangeError if an exponent is negative or not finite
 *
 * Source: Harrington & Fleming (1982), Biometrika 69; Fleming & Harrington (1991), section 7.2.
 */
export function flemingHarrington(
  { rho, gamma }: FlemingHarrington,
  options: StatisticOptions,
): PreparedTest {
  checkWeight({ rho, gamma });
  const { strata, largest } = options;
  const tableOf = preparedEventTable(options);
  const ratioOf = preparedHazardRatio(options);
  const survivalOf = preparedPooledSurvival(strata);
  const survival = new Float64Array(largest);
  const weights = new Float64Array(largest);
  let table: EventTable;
  return {
    z(data) {
      table = tableOf(data);
      survivalOf(table, survival);
      for (let r = 0; r < table.rows; r++)
        weights[r] = power(survival[r]!, rho) * power(1 - survival[r]!, gamma);
      return weightedZ(table, weights);
    },
    estimate: () => ratioOf(table).ratio,
  };
}

/** A power; most exponents in use are 0 or 1. */
export function power(base: number, exponent: number): number {
  return exponent === 0 ? 1 : exponent === 1 ? base : pow(base, exponent);
}
