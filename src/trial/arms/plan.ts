import type { Plan } from '../../plan.ts';
import { planOf } from '../../scenario/overrides.ts';
import type { Scenario } from '../../scenario/schema/index.ts';

/**
 * The plan of a strategy as an arm needs it: its one endpoint, the subgroup that is enrolled, and nothing else to be
 * told apart. A third of the nodes of a large model, and of the time.
 *
 * @throws OverrideError where the model cannot be compiled
 */
export function trialPlan(scenario: Scenario, strategy: string, endpoint: string, subgroup?: string): Plan {
  const only = <T>(all: Record<string, T>, name: string | undefined): Record<string, T> =>
    name === undefined || !Object.hasOwn(all, name) ? {} : { [name]: all[name]! };
  return planOf(
    {
      ...scenario,
      endpoints: only(scenario.endpoints, endpoint),
      subgroups: only(scenario.subgroups, subgroup),
      proportions: {},
      'follow-up': undefined,
      targets: [],
    },
    strategy,
  );
}
