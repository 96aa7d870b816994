import type { Problem } from '../../language/problem.ts';
import { variablesAsked } from '../asked.ts';
import { cyclesOf } from '../logic/cycles.ts';
import { nextStates } from '../logic/reach.ts';
import type { Model, State } from '../model.ts';
import type { Scenario } from '../schema/index.ts';
import { type Context, contextOf, inForce, type Read } from './context.ts';
import { numberLimits } from './limits.ts';
import { parameterNumber } from './quantities.ts';
import { stateOf } from './states.ts';
import { numberProblems } from './structure.ts';
import { characteristicOf, markOf, timersOf } from './variables.ts';

/** The parts of a model whose numbers make a difference to a plan. */
export interface Parts {
  /** names */
  states: ReadonlySet<string>;
  /** names of characteristics and marks */
  variables: ReadonlySet<string>;
  /** whether a state can be entered again, if all transitions can happen */
  hasCycles: boolean;
  /** each part as it was last read, by kind and name; transitions and branches in the order of their state */
  remembered: Map<string, Remembered[]>;
}

/** A part of a model, the text that it was made of, and what it was made of besides. */
interface Remembered {
  raw: object;
  reads: Read[];
  made: unknown;
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
    hasCycles: cyclesOf(new Map(model.states.map((state) => [state.name, nextStates(state)]))).size > 0,
    remembered: new Map(),
  };
}

function reachedFrom(start: string, states: ReadonlyMap<string, State>): Set<string> {
  const reached = new Set([start]);
  for (const name of reached) for (const next of nextStates(states.get(name)!)) reached.add(next);
  return reached;
}

/**
 * The model of a scenario with other numbers, of which only the parts named are read anew: names and conditions are the same,
 * and so is all else that follows from no number. A part of which no number has changed is the same object as before.
 *
 * @param before the model of the same strategy, without errors, before numbers changed
 * @returns the model, and what is wrong with its numbers; what is wrong with names is that of `before`
 */
export function resolveAgain(
  before: Model,
  scenario: Scenario,
  { states, variables, hasCycles, remembered }: Parts,
): { model: Model; problems: Problem[] } {
  const context: Context = { ...contextOf(scenario, before.strategy), isAgain: true };
  const [characteristics, marks] = [inForce(context, 'characteristics'), inForce(context, 'marks')];
  const keptOf = (key: string) => {
    const kept = remembered.get(key) ?? [];
    remembered.set(key, kept);
    return rememberedIn(context, kept);
  };
  const model: Model = {
    ...before,
    characteristics: before.characteristics.map((one) => {
      const raw = characteristics[one.name]!;
      return variables.has(one.name)
        ? keptOf(`characteristic ${one.name}`)(raw, () => characteristicOf(context, one.name, raw))
        : one;
    }),
    timers: timersOf(context, keptOf('timers')),
    states: before.states.map((state) =>
      states.has(state.name) ? stateAgain(context, state, keptOf(`state ${state.name}`)) : state,
    ),
    marks: before.marks.map((one) => {
      const raw = marks[one.name]!;
      return variables.has(one.name)
        ? keptOf(`mark ${one.name}`)(raw, () => markOf(context, one.name, raw))
        : one;
    }),
  };
  if (context.problems.length > 0) return { model, problems: context.problems };
  return { model, problems: [...numberProblems(model, hasCycles), ...numberLimits(model)] };
}

/** Streams of transitions that have no name were named after all states were known. */
function stateAgain(context: Context, before: State, remembered: Remembering): State {
  const state = stateOf(context, before.name, remembered);
  state.transitions.forEach((transition, i) => {
    transition.stream = before.transitions[i]!.stream;
  });
  return state;
}

type Remembering = <T>(raw: object, make: () => T) => T;

/** Makes parts one after the other, or takes those of before where all that they are made of is the same. */
function rememberedIn(context: Context, kept: Remembered[]): Remembering {
  let next = 0;
  return <T>(raw: object, make: () => T): T => {
    const at = next++;
    const known = kept[at];
    if (known?.raw === raw && known.reads.every((read) => isAsBefore(context, read))) return known.made as T;
    const reads: Read[] = [];
    const problems = context.problems.length;
    context.reads = reads;
    const made = make();
    context.reads = undefined;
    if (context.problems.length === problems) kept[at] = { raw, reads, made };
    return made;
  };
}

function isAsBefore(context: Context, read: Read): boolean {
  if ('parameter' in read) return parameterNumber(context, read.parameter, []) === read.value;
  return context.scenario[read.section][read.name] === read.part;
}
