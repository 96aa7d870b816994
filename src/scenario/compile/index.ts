import type { Problem } from '../../language/problem.ts';
import type { Plan } from '../../plan.ts';
import type { Model } from '../model.ts';
import type { Asked } from './asked.ts';
import { StrategyPlans } from './strategy-plans.ts';

/**
 * Turn one strategy of a scenario into columns: its structure is laid, then its numbers are filled in. For many sets of
 * numbers of one strategy see `StrategyPlans`.
 *
 * @param model without errors
 * @param asked everything unless given
 * @returns the plan, and what only shows once ratios are applied: chances that no longer sum; no plan, and why, when it
 *   would be too large
 * @throws RangeError for an endpoint or subgroup that the model does not have
 */
export function compile(model: Model, asked?: Asked): { plan: Plan | undefined; problems: Problem[] } {
  return new StrategyPlans(asked).compile(model);
}
