/** Log-rank tests and Cox regressions between groups, for all events or for each cause. */
import { orNull } from '../../estimates/endpoint.ts';
import { type CoxCoefficient, coxPhOf } from '../../survival/cox/cox-ph.ts';
import { type CoxIndividuals, coxData } from '../../survival/cox/data.ts';
import { proportionalHazardsTestOf } from '../../survival/cox/proportional-hazards.ts';
import type { GroupedIndividuals } from '../../survival/grouped.ts';
import { riskTables } from '../../survival/risk-table.ts';
import { logRankOf } from '../../survival/statistics/log-rank.ts';
import type { CauseComparison, CoxComparison, CoxResult, TestResult } from './analysis.ts';

/**
 * Cause-specific hazards: for each cause, events of the other causes are censored.
 *
 * @param order names of the groups, the reference first
 */
export function causeSpecific(
  data: GroupedIndividuals,
  statuses: Uint8Array,
  causes: readonly string[],
  order: readonly string[],
  level: number,
): Record<string, CauseComparison> {
  return Object.fromEntries(
    causes.map((cause, k): [string, CauseComparison] => {
      const own = statuses.map((status) => (status === k + 1 ? 1 : 0));
      const alone = { ...data, statuses: own };
      return [
        cause,
        {
          events: own.reduce((sum, status) => sum + status, 0),
          logRank: chiSquare(logRankOf(riskTables(alone))),
          cox: coxOf(alone, order, level),
        },
      ];
    }),
  );
}

/** @param order names of the groups, the reference first */
export function coxOf(data: GroupedIndividuals, order: readonly string[], level: number): CoxComparison {
  const individuals: CoxIndividuals = { ...data, reference: order[0]! };
  const prepared = coxData(individuals);
  const efron = coxPhOf(prepared, { ties: 'efron', level });
  const breslow = coxPhOf(prepared, { ties: 'breslow', level });
  const { global } = proportionalHazardsTestOf(prepared, individuals, efron);
  const result = ({ coefficients }: typeof efron) => {
    const byGroup = new Map(coefficients.map((coefficient) => [coefficient.name, coefficient]));
    return order.slice(1).map((group) => coxResult(group, byGroup.get(group)!));
  };
  return {
    efron: result(efron),
    breslow: result(breslow),
    proportionalHazards: chiSquare(global),
    problems: [...efron.problems],
  };
}

function coxResult(group: string, fit: CoxCoefficient): CoxResult {
  return {
    group,
    coef: orNull(fit.coefficient),
    se: orNull(fit.standardError),
    hr: orNull(fit.hazardRatio),
    lower: orNull(fit.lower),
    upper: orNull(fit.upper),
    p: orNull(fit.p),
  };
}

export function chiSquare({
  chiSquare: statistic,
  df,
  p,
}: {
  chiSquare: number;
  df: number;
  p: number;
}): TestResult {
  return { statistic: orNull(statistic), df, p: orNull(p) };
}
