import { reachOf } from '../../scenario/compile/know/reach.ts';
import type { Model } from '../../scenario/model.ts';
import { contextOf, statesOf } from '../../scenario/resolve/context.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { Complaints, Path } from './problems.ts';

/** Of the states named, those that a strategy leads to and in which its patients spend time. */
export function reachable(
  scenario: Scenario,
  model: Model,
  names: string | readonly string[],
  to: Complaints,
): string[] | undefined {
  const context = contextOf(scenario, model.strategy);
  const states = statesOf(context, typeof names === 'string' ? names : [...names], path);
  for (const { path: at, message } of context.problems)
    if (!to.problems.some((problem) => problem.message === message)) to.complain(at, message);
  if (context.problems.length > 0) return undefined;
  const reach = reachOf(model);
  const timed = timedStates(model);
  const instant = states.find((name) => stateOf(model, name)!.branches.length > 0);
  if (instant !== undefined) {
    to.complain(
      path,
      `${instant} is a decision, in which no time is spent; must be a state such as ${firstOf(timed)}`,
    );
    return undefined;
  }
  const found = states.filter((name) => timed.includes(name));
  if (found.length === 0) complainOfNobody(model, states, to);
  const again = found.find(reach.isOnCycle);
  if (again !== undefined)
    to.complain(path, `${again} can be entered again and again, must be a state that is entered once`);
  return found;
}

/** Nobody ever spends time in these states. */
export function complainOfNobody(model: Model, states: readonly string[], to: Complaints): void {
  to.complain(
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
