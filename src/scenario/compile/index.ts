import type { Problem } from '../../language/problem.ts';
import type { Plan } from '../../plan.ts';
import type { Model } from '../model.ts';
import type { Asked } from './asked.ts';
import { StrategyPlans } from './strategy-plans.ts';

/**
 * Compiles one strategy of a scenario to a plan: lays its structure, then fills in its numbers. To compile many
 * parameter sets of one strategy use `StrategyPlans`.
 *
 * @param model one without errors
 * @param asked what to count; everything unless given
 * @returns the plan, with problems that show only after ratios are applied (chances that do not sum to 1); or no plan,
 *   and the reason, if it would be too large
 * @throws RangeError for an endpoint or subgroup that the model does not have
 */
export function compile(model: Model, asked?: Asked): { plan: Plan | undefined; problems: Problem[] } {
  return new StrategyPlans(asked).compile(model);
}
