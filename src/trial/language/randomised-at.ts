import type { Plan } from '../../plan.ts';
import { contextOf, statesOf } from '../../scenario/resolve/context.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { Complaints, Path } from './problems.ts';

/** Of the states named, those that patients of this strategy come to and spend time in. */
export function reachable(
  scenario: Scenario,
  strategy: string,
  { graph }: Plan,
  names: string | readonly string[],
  to: Complaints,
): string[] | undefined {
  const path: Path = ['randomised', 'on-reaching'];
  const context = contextOf(scenario, strategy);
  const states = statesOf(context, typeof names === 'string' ? names : [...names], path);
  for (const { path: at, message } of context.problems)
    if (!to.problems.some((problem) => problem.message === message)) to.complain(at, message);
  if (context.problems.length > 0) return undefined;
  const timed = new Map(graph.nodes.flatMap((node) => (node.kind === 'state' ? [[node.name, node]] : [])));
  const own = scenario.strategies[strategy]!.states;
  const instant = states.find((name) => (own?.[name] ?? scenario.states[name])?.decide !== undefined);
  if (instant !== undefined) {
    to.complain(
      path,
      `${instant} is a decision, in which no time is spent; must be a state such as ${[...timed.keys()].slice(0, 6).join(', ')}`,
    );
    return undefined;
  }
  const found = states.filter((name) => timed.has(name));
  if (found.length === 0)
    to.complain(
      path,
      `no patient of ${strategy} spends time in ${states.join(', ')}, must be a state such as ${[...timed.keys()].slice(0, 6).join(', ')}`,
    );
  const again = found.find((name) =>
    graph.nodes.some((node) => node.kind === 'state' && node.name === name && node.visits !== undefined),
  );
  if (again !== undefined)
    to.complain(path, `${again} can be entered again and again, must be a state that is entered once`);
  return found;
}
