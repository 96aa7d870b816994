import type { Bound, Condition, Mark, Model, Modifier, State } from '../model.ts';
import { atomsOf, boundKey } from './condition.ts';
import { cyclesOf } from './cycles.ts';

/** Answers about the model's graph: which states can follow a state, and which facts matter there. */
export interface Reach {
  /** whether state `to` can be entered after state `from`; a state follows itself only by a cycle */
  leads(from: string, to: string): boolean;
  /** whether a state can be entered again */
  isOnCycle(state: string): boolean;
  /** the states that share a cycle with this one, itself first; of many only the first few */
  cycle(state: string): string[];
  /** facts that a patient in this state must carry: keys as of `passedKey` */
  live(state: string): ReadonlySet<string>;
  /** marks that are recorded when this state is entered, in file order */
  marksAt(state: string): readonly AskingMark[];
  /** sets of states for which modifiers or marks ask whether they were passed */
  passedSets: readonly (Passed & { key: string })[];
  /** every ratio that the model applies */
  modifiers: readonly Modifier[];
}

/** A mark, and the facts that its condition and odds ratios need. */
export interface AskingMark {
  mark: Mark;
  keys: readonly string[];
}

/** States for which something asks whether they were passed, and by when. */
export interface Passed {
  states: string[];
  by?: Bound;
}

export const passedKey = ({ states, by }: Passed): string =>
  `passed ${states.join(' ')}${by ? ` by ${boundKey(by)}` : ''}`;
export const seenKey = (mark: string): string => `seen ${mark}`;
export const betweenKey = (characteristic: string, from: number, below: number): string =>
  `between ${characteristic} ${from} ${below}`;

/** Most states of a cycle that a message names. */
const MOST_NAMES = 8;

export function reachOf(model: Model): Reach {
  const next = new Map(model.states.map((state) => [state.name, nextStates(state)]));
  const before = backwards(next);
  const cycles = cyclesOf(next);
  const marks = model.marks.map((mark) => ({ mark, keys: markKeys(mark) }));
  const marksAt = new Map(
    model.states.map(({ name }) => [name, marks.filter(({ mark }) => mark.on.includes(name))]),
  );
  const live = liveKeys(model, marksAt, before);
  const leading = new Map<string, ReadonlySet<string>>();
  const leadingTo = (to: string) => {
    const known = leading.get(to) ?? allBefore([to], before);
    leading.set(to, known);
    return known;
  };
  return {
    leads: (from, to) => leadingTo(to).has(from),
    isOnCycle: (name) => cycles.has(name),
    cycle: (name) => {
      const inside = (other: string) => cycles.has(name) && cycles.get(other) === cycles.get(name);
      return [name, ...someOf(name, (from) => next.get(from)!.filter(inside))];
    },
    live: (name) => live.get(name)!,
    marksAt: (name) => marksAt.get(name)!,
    passedSets: passedSetsOf(model),
    modifiers: allModifiers(model),
  };
}

/** By state, the facts that are used there or in a state that can follow. */
function liveKeys(
  model: Model,
  marksAt: ReadonlyMap<string, readonly AskingMark[]>,
  before: ReadonlyMap<string, readonly string[]>,
): Map<string, Set<string>> {
  const live = new Map(model.states.map((state) => [state.name, new Set(usesOf(state))]));
  const askedAt = new Map<string, Set<string>>();
  const ask = (key: string, state: string) => {
    const states = askedAt.get(key) ?? new Set();
    askedAt.set(key, states.add(state));
  };
  for (const [state, keys] of live) for (const key of keys) ask(key, state);
  for (const [state, marks] of marksAt) {
    for (const { mark, keys } of marks) for (const key of [seenKey(mark.name), ...keys]) ask(key, state);
  }
  for (const [key, states] of askedAt) {
    for (const name of allBefore(states, before)) live.get(name)!.add(key);
  }
  return live;
}

/** The predecessors of each state. */
function backwards(next: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const before = new Map([...next.keys()].map((name): [string, string[]] => [name, []]));
  for (const [from, states] of next) for (const to of states) before.get(to)!.push(from);
  return before;
}

/** All states from which one of these states can be entered. */
function allBefore(states: Iterable<string>, before: ReadonlyMap<string, readonly string[]>): Set<string> {
  const predecessors = new Set<string>();
  const open = [...states];
  while (open.length > 0) {
    for (const name of before.get(open.pop()!)!) {
      if (predecessors.has(name)) continue;
      predecessors.add(name);
      open.push(name);
    }
  }
  return predecessors;
}

/** The first few states that can be reached from a state, without that state. */
function someOf(from: string, next: (name: string) => string[]): string[] {
  const reached = new Set([from]);
  const open = [from];
  while (open.length > 0 && reached.size < MOST_NAMES) {
    for (const name of next(open.pop()!)) {
      if (reached.has(name)) continue;
      reached.add(name);
      open.push(name);
    }
  }
  reached.delete(from);
  return [...reached];
}

/** States that can be entered directly from a state. */
export function nextStates(state: State): string[] {
  return [...state.transitions, ...state.branches].map(({ to }) => to);
}

function usesOf(state: State): string[] {
  const columns = state.transitions.flatMap(({ time }) =>
    time.kind === 'law' && time.law.by !== undefined ? [time.law.by] : [],
  );
  return [...modifiersOf(state).flatMap(modifierKeys), ...columns];
}

/** Every ratio that a model applies. */
export function allModifiers(model: Model): Modifier[] {
  return modifierLists(model).flat();
}

/** The same as lists of one transition, branch or mark each. */
export function modifierLists({ states, marks }: Model): Modifier[][] {
  const lists: Modifier[][] = [];
  for (const { transitions, branches } of states) {
    for (const { time } of transitions)
      if (time.kind === 'law') lists.push(time.hazardRatios, time.timeRatios);
    for (const { chanceRatios, oddsRatios } of branches) lists.push(chanceRatios, oddsRatios);
  }
  for (const { oddsRatios } of marks) lists.push(oddsRatios);
  return lists;
}

function modifiersOf(state: State): Modifier[] {
  return [
    ...state.transitions.flatMap(({ time }) =>
      time.kind === 'law' ? [...time.hazardRatios, ...time.timeRatios] : [],
    ),
    ...state.branches.flatMap(({ chanceRatios, oddsRatios }) => [...chanceRatios, ...oddsRatios]),
  ];
}

function passedSetsOf(model: Model): Reach['passedSets'] {
  const sets: Passed[] = [
    ...allModifiers(model).flatMap((modifier) =>
      modifier.kind === 'passed' ? [{ states: modifier.states }] : [],
    ),
    ...model.marks
      .flatMap(({ condition }) => atomsOf(condition))
      .flatMap((atom) => (atom.op === 'reached' ? [{ states: atom.states, by: atom.by }] : [])),
  ];
  return [...new Map(sets.map((set) => [passedKey(set), set]))].map(([key, set]) => ({ ...set, key }));
}

/** The facts that a mark's condition and odds ratios need. */
function markKeys(mark: Mark): string[] {
  return [...mark.oddsRatios.flatMap(modifierKeys), ...conditionKeys(mark.condition)];
}

function modifierKeys(modifier: Modifier): string[] {
  if (modifier.kind === 'levels') return [modifier.variable];
  if (modifier.kind === 'passed') return [passedKey(modifier)];
  return [];
}

/** The facts that a condition needs. */
function conditionKeys(condition: Condition): string[] {
  return atomsOf(condition).map((atom) => {
    if (atom.op === 'is') return atom.variable;
    if (atom.op === 'reached') return passedKey(atom);
    return betweenKey(atom.characteristic, atom.from, atom.below);
  });
}
