import type { Plan } from '../../plan.ts';
import { StrategyPlans } from '../../scenario/compile/strategy-plans.ts';
import { planOf } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';

/**
 * The plan of a strategy as an arm needs it: its one endpoint, the subgroup that is enrolled, and nothing else to be
 * told apart. A tenth of the nodes of a large model.
 *
 * @throws OverrideError where the model cannot be compiled
 */
export function trialPlan(scenario: Scenario, strategy: string, endpoint: string, subgroup?: string): Plan {
  const known = <T>(all: Record<string, T>, name: string | undefined): string[] =>
    name !== undefined && Object.hasOwn(all, name) ? [name] : [];
  const asked = {
    endpoints: known(scenario.endpoints, endpoint),
    subgroups: known(scenario.subgroups, subgroup),
    shares: false,
    states: false,
    followUp: false,
  };
  return planOf(scenario, strategy, new StrategyPlans(asked));
}
