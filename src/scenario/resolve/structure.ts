import type { Problem } from '../../language/problem.ts';
import { nextStates } from '../logic/reach.ts';
import type { Model } from '../model.ts';
import { loopsWithoutTime } from './loops.ts';
import { lawsPastTheirEnd } from './past-end.ts';

/**
 * Reports structural problems: loops that take no time, clocks since states that may not have been entered, and clocks
 * that have run past the end of their law.
 */
export function checkStructure(model: Model): Problem[] {
  if (!model.states.some(({ name }) => name === model.start)) return [];
  const loops = loopsWithoutTime(model);
  const clocks = clocksWithoutStart(model);
  // if a clock may never have started, its reading is unknown
  return [...loops, ...clocks, ...(loops.length + clocks.length > 0 ? [] : lawsPastTheirEnd(model))];
}

/**
 * Those of them that the numbers of a sound model may bring about.
 *
 * @param hasCycles whether a state can be entered again, if all transitions can happen
 */
export function numberProblems(model: Model, hasCycles: boolean): Problem[] {
  const loops = hasCycles ? loopsWithoutTime(model) : [];
  return loops.length > 0 ? loops : lawsPastTheirEnd(model);
}

/** States that no patient can enter. */
export function unreachableStates(model: Model): string[] {
  if (!model.states.some(({ name }) => name === model.start)) return [];
  const reached = reachableFrom(model, model.start);
  return model.states.map(({ name }) => name).filter((name) => !reached.has(name));
}

function reachableFrom(model: Model, start: string, without: readonly string[] = []): Set<string> {
  const states = new Map(model.states.map((state) => [state.name, state]));
  const found = new Set<string>();
  const open = without.includes(start) ? [] : [start];
  while (open.length > 0) {
    const name = open.pop()!;
    const state = states.get(name);
    if (!state || found.has(name)) continue;
    found.add(name);
    open.push(...nextStates(state).filter((next) => !without.includes(next)));
  }
  return found;
}

/** A clock since an earlier state needs every path to pass through that state. */
function clocksWithoutStart(model: Model): Problem[] {
  return model.states.flatMap((state) =>
    state.transitions.flatMap(({ time, path }) => {
      if (time.kind !== 'law' || time.clock.kind !== 'since' || time.clock.states.length === 0) return [];
      const { states } = time.clock;
      if (states.includes(state.name) || !reachableFrom(model, model.start, states).has(state.name))
        return [];
      const message = `"${state.name}" can be entered without passing ${states.join(' or ')}, so the clock may never have started; start it at a state on every way here`;
      return [{ path: [...path, 'clock'], message, severity: 'error' as const }];
    }),
  );
}
