import type { Problem } from '../../language/problem.ts';
import { variablesAsked } from '../asked.ts';
import { nextStates } from '../compile/know/reach.ts';
import type { Model, State } from '../model.ts';
import type { Scenario } from '../schema/index.ts';
import { type Context, contextOf, inForce } from './context.ts';
import { stateOf } from './states.ts';
import { characteristicOf, markOf, timersOf } from './variables.ts';

/** Names of the parts of a model whose numbers make a difference to a plan. */
export interface Parts {
  states: ReadonlySet<string>;
  /** characteristics and marks */
  variables: ReadonlySet<string>;
}

/**
 * @param model as it was resolved
 * @param asked the same without the parts that nobody asks for
 * @param isCounted whether characteristics and marks are counted of which nothing else depends
 */
export function partsOf(model: Model, asked: Model, isCounted: boolean): Parts {
  const names = [...model.characteristics, ...model.marks].map(({ name }) => name);
  return {
    states: reachedFrom(model.start, new Map(model.states.map((state) => [state.name, state]))),
    variables: isCounted ? new Set(names) : variablesAsked(asked),
  };
}

function reachedFrom(start: string, states: ReadonlyMap<string, State>): Set<string> {
  const reached = new Set([start]);
  for (const name of reached) for (const next of nextStates(states.get(name)!)) reached.add(next);
  return reached;
}

/**
 * The model of a scenario with other numbers, of which only the parts named are read anew: names and conditions are the same,
 * and so is all else that follows from no number.
 *
 * @param before the model of the same strategy, without errors, before numbers changed
 * @returns the model, and what is wrong with the numbers that were read
 */
export function resolveAgain(
  before: Model,
  scenario: Scenario,
  { states, variables }: Parts,
): { model: Model; problems: Problem[] } {
  const context = contextOf(scenario, before.strategy);
  const [characteristics, marks] = [inForce(context, 'characteristics'), inForce(context, 'marks')];
  const model: Model = {
    ...before,
    characteristics: before.characteristics.map((one) =>
      variables.has(one.name) ? characteristicOf(context, one.name, characteristics[one.name]!) : one,
    ),
    timers: timersOf(context),
    states: before.states.map((state) => (states.has(state.name) ? stateAgain(context, state) : state)),
    marks: before.marks.map((one) =>
      variables.has(one.name) ? markOf(context, one.name, marks[one.name]!) : one,
    ),
  };
  return { model, problems: context.problems };
}

/** Streams of transitions that have no name were named after all states were known. */
function stateAgain(context: Context, before: State): State {
  const state = stateOf(context, before.name);
  state.transitions.forEach((transition, i) => {
    transition.stream = before.transitions[i]!.stream;
  });
  return state;
}
