import { ln } from '../../../math/elementary.ts';
import { type FittedRatio, preparedHazardRatio } from './hazard-ratio.ts';
import { preparedEventTable } from './prepared-event-table.ts';
import type { PreparedTest, StatisticOptions } from './statistic.ts';

/**
 * Wald's test of Cox's hazard ratio, treatment over control, against a margin: (ln margin - ln ratio) / standard
 * error, above 0 if the ratio is below the margin. Ties by Efron's method; stratified if there are several strata.
 *
 * @param test margin: 1 for superiority, above 1 for non-inferiority
 * @returns z is NaN if there are no events while both arms are at risk, or only one arm has events: the ratio, 0 or
 *   infinite, then has no standard error
 * @throws RangeError unless the margin is above 0 and finite
 *
 * Source: Cox (1972), J. R. Statist. Soc. B 34; Wald (1943).
 */
export function cox({ margin }: { margin: number }, options: StatisticOptions): PreparedTest {
  if (!(margin > 0 && margin < Infinity))
    throw new RangeError(`the margin is ${margin}, must be above 0 and finite`);
  const lnMargin = ln(margin);
  const tableOf = preparedEventTable(options);
  const ratioOf = preparedHazardRatio(options);
  let fitted: FittedRatio;
  return {
    z(data) {
      fitted = ratioOf(tableOf(data));
      return (lnMargin - fitted.logRatio) / fitted.standardError;
    },
    estimate: () => fitted.ratio,
  };
}
