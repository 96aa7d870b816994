import { nextStates } from '../compile/reach.ts';
import type { Model, State } from '../model.ts';
import type { Problem } from '../problem.ts';

/** What is wrong with a model's ways: cycles that take no time, and clocks that may start from a state never entered. */
export function checkStructure(model: Model): Problem[] {
  if (!model.states.some(({ name }) => name === model.start)) return [];
  return [...instantCycles(model), ...clocksWithoutStart(model)];
}

/** States that no patient of a model can enter. */
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

/** Decisions that lead into each other: patients would go round without time passing. */
function instantCycles(model: Model): Problem[] {
  const decisions = new Map(
    model.states.filter(({ branches }) => branches.length > 0).map((state) => [state.name, state]),
  );
  const problems: Problem[] = [];
  const cleared = new Set<string>();
  const visit = (state: State, through: string[]): void => {
    if (cleared.has(state.name)) return;
    if (through.includes(state.name)) {
      const cycle = [...through.slice(through.indexOf(state.name)), state.name];
      if (problems.length === 0) {
        problems.push({
          path: state.path,
          message: `decisions ${cycle.join(' -> ')} lead into each other and take no time; let one of these states have transitions`,
          severity: 'error',
        });
      }
      return;
    }
    for (const { to } of state.branches) {
      const next = decisions.get(to);
      if (next) visit(next, [...through, state.name]);
    }
    cleared.add(state.name);
  };
  for (const state of decisions.values()) visit(state, []);
  return problems;
}

/** A clock since an earlier state needs every way to pass through it. */
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
