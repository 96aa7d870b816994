import type { Bound, Condition, Mark, Model, Modifier, State } from '../model.ts';
import { atomsOf, boundKey } from './condition.ts';

/** What the compiler asks of the model's own graph: what lies ahead of a state, and what matters there. */
export interface Reach {
  /** states that can be entered after this one, itself only by way of a cycle */
  ahead(state: string): ReadonlySet<string>;
  /** the states that lie on a cycle with this one, itself first */
  cycle(state: string): string[];
  /** facts that a patient in this state must carry: keys of `factKey` and the like */
  live(state: string): ReadonlySet<string>;
  /** marks that an entry into this state records, in file order */
  marksAt(state: string): readonly AskingMark[];
  /** sets of states that modifiers and marks ask for */
  passedSets: readonly (Passed & { key: string })[];
  /** every ratio that the model applies */
  modifiers: readonly Modifier[];
}

/** A mark, and the facts that its condition and odds need. */
export interface AskingMark {
  mark: Mark;
  keys: readonly string[];
}

/** States that something asks whether they were passed, and by when. */
export interface Passed {
  states: string[];
  by?: Bound;
}

export const passedKey = ({ states, by }: Passed): string =>
  `passed ${states.join(' ')}${by ? ` by ${boundKey(by)}` : ''}`;
export const seenKey = (mark: string): string => `seen ${mark}`;
export const betweenKey = (characteristic: string, from: number, below: number): string =>
  `between ${characteristic} ${from} ${below}`;

export function reachOf(model: Model): Reach {
  const states = new Map(model.states.map((state) => [state.name, state]));
  const ahead = new Map(model.states.map((state) => [state.name, statesAhead(state, states)]));
  const marks = model.marks.map((mark) => ({ mark, keys: markKeys(mark) }));
  const marksAt = new Map(
    model.states.map(({ name }) => [name, marks.filter(({ mark }) => mark.on.includes(name))]),
  );
  const live = new Map(
    model.states.map((state) => {
      const keys = new Set(usesOf(state));
      for (const name of ahead.get(state.name)!) {
        for (const key of usesOf(states.get(name)!)) keys.add(key);
        for (const { mark, keys: asked } of marksAt.get(name)!) {
          keys.add(seenKey(mark.name));
          for (const key of asked) keys.add(key);
        }
      }
      return [state.name, keys];
    }),
  );
  return {
    ahead: (name) => ahead.get(name)!,
    cycle: (name) => [
      name,
      ...[...ahead.get(name)!].filter((other) => other !== name && ahead.get(other)!.has(name)),
    ],
    live: (name) => live.get(name)!,
    marksAt: (name) => marksAt.get(name)!,
    passedSets: passedSetsOf(model),
    modifiers: allModifiers(model),
  };
}

/** States entered from a state at the next step. */
export function nextStates(state: State): string[] {
  return [...state.transitions, ...state.branches].map(({ to }) => to);
}

function statesAhead(from: State, states: Map<string, State>): Set<string> {
  const found = new Set<string>();
  const open = [from];
  while (open.length > 0) {
    for (const name of nextStates(open.pop()!)) {
      if (found.has(name)) continue;
      found.add(name);
      open.push(states.get(name)!);
    }
  }
  return found;
}

function usesOf(state: State): string[] {
  const columns = state.transitions.flatMap(({ time }) =>
    time.kind === 'law' && time.law.by !== undefined ? [time.law.by] : [],
  );
  return [...modifiersOf(state).flatMap(modifierKeys), ...columns];
}

/** Every ratio that a model applies. */
export function allModifiers({ states, marks }: Model): Modifier[] {
  return [...states.flatMap(modifiersOf), ...marks.flatMap(({ oddsRatios }) => oddsRatios)];
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

/** The facts that a mark's condition and odds need. */
function markKeys(mark: Mark): string[] {
  return [...mark.oddsRatios.flatMap(modifierKeys), ...conditionKeys(mark.condition)];
}

function modifierKeys(modifier: Modifier): string[] {
  if (modifier.kind === 'levels') return [modifier.variable];
  if (modifier.kind === 'passed') return [passedKey(modifier)];
  return [];
}

/** The facts that a condition on the patient so far needs. */
function conditionKeys(condition: Condition): string[] {
  return atomsOf(condition).map((atom) => {
    if (atom.op === 'is') return atom.variable;
    if (atom.op === 'reached') return passedKey(atom);
    return betweenKey(atom.characteristic, atom.from, atom.below);
  });
}
