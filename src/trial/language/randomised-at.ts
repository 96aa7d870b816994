import { reachOf } from '../../scenario/logic/reach.ts';
import type { Model } from '../../scenario/model.ts';
import { contextOf, statesOf } from '../../scenario/resolve/context.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { Issues, Path } from './problems.ts';

/** Of the named states, those that the strategy's patients can reach and spend time in. */
export function reachable(
  scenario: Scenario,
  model: Model,
  names: string | readonly string[],
  issues: Issues,
): string[] | undefined {
  const context = contextOf(scenario, model.strategy);
  const states = statesOf(context, typeof names === 'string' ? names : [...names], path);
  for (const { path: at, message } of context.problems)
    if (!issues.problems.some((problem) => problem.message === message)) issues.add(at, message);
  if (context.problems.length > 0) return undefined;
  const reach = reachOf(model);
  const timed = timedStates(model);
  const instant = states.find((name) => stateOf(model, name)!.branches.length > 0);
  if (instant !== undefined) {
    issues.add(
      path,
      `${instant} is a decision, in which no time is spent; must be a state such as ${firstOf(timed)}`,
    );
    return undefined;
  }
  const reached = states.filter((name) => timed.includes(name));
  if (reached.length === 0) reportNobody(model, states, issues);
  const repeated = reached.find(reach.isOnCycle);
  if (repeated !== undefined)
    issues.add(path, `${repeated} can be entered again and again, must be a state that is entered once`);
  return reached;
}

/** Reports that no patient ever spends time in these states. */
export function reportNobody(model: Model, states: readonly string[], issues: Issues): void {
  issues.add(
    path,
    `no patient of ${model.strategy} spends time in ${states.join(', ')}, must be a state such as ${firstOf(timedStates(model))}`,
  );
}

const path: Path = ['randomised', 'on-reaching'];
const firstOf = (names: readonly string[]) => names.slice(0, 6).join(', ');

function timedStates(model: Model): string[] {
  const { leads } = reachOf(model);
  return model.states
    .filter(({ transitions }) => transitions.length > 0)
    .map(({ name }) => name)
    .filter((name) => name === model.start || leads(model.start, name));
}

function stateOf({ states }: Model, name: string) {
  return states.find((state) => state.name === name);
}
