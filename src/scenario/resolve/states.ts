import type { Branch, Clock, Model, State, Transition } from '../model.ts';
import type { RawTransition } from '../schema/model.ts';
import type { RawQuantity } from '../schema/quantity.ts';
import { chanceOf, checkChances } from './chances.ts';
import { modifiersOf } from './conditions.ts';
import {
  type Context,
  complain,
  entryOf,
  inForce,
  type Path,
  statesOf,
  unknown,
  whereIs,
} from './context.ts';
import { lawOf } from './laws.ts';
import { numberOf } from './quantities.ts';

/**
 * A state with its transitions, including those of `everywhere`, or its branches.
 *
 * @param remembered called for each transition and branch, in order, to make it of its raw text or to take it from before
 */
export function stateOf(
  context: Context,
  name: string,
  remembered: <T>(raw: object, make: () => T) => T = (_, make) => make(),
): State {
  const raw = inForce(context, 'states')[name]!;
  const path = whereIs(context, 'states', name);
  if (raw.transitions && raw.decide)
    complain(
      context,
      path,
      'the state has both transitions and decide, must have one of them, or neither if it is absorbing',
    );
  const everywhere = [
    ...context.scenario.everywhere.map((transition, i) => ({ transition, at: ['everywhere', i] as Path })),
    ...(context.strategy.everywhere ?? []).map((transition, i) => ({
      transition,
      at: ['strategies', context.strategyName, 'everywhere', i] as Path,
    })),
  ];
  const transitions = (raw.transitions ?? []).map((transition, i) =>
    remembered(transition, () => transitionOf(context, transition, [...path, 'transitions', i])),
  );
  if (raw.transitions) {
    for (const { transition, at } of everywhere) {
      if (transition.to !== name)
        transitions.push(remembered(transition, () => transitionOf(context, transition, at)));
    }
  }
  const branches = (raw.decide ?? []).map((branch, i) =>
    remembered(branch, () => branchOf(context, branch, [...path, 'decide', i])),
  );
  checkChances(
    context,
    branches.map(({ chance }) => chance),
    [...path, 'decide'],
  );
  return { name, title: raw.title ?? name, transitions, branches, stream: raw.name ?? name, path };
}

function transitionOf(context: Context, raw: RawTransition, path: Path): Transition {
  const states = inForce(context, 'states');
  if (!Object.hasOwn(states, raw.to)) unknown(context, [...path, 'to'], 'state', raw.to, Object.keys(states));
  const base = { to: raw.to, stream: raw.name ?? '', path };
  if (raw.at !== undefined) {
    const timers = inForce(context, 'timers');
    if (!Object.hasOwn(timers, raw.at))
      unknown(context, [...path, 'at'], 'timer', raw.at, Object.keys(timers));
    for (const key of ['law', 'clock', 'cure', 'hazard-ratio', 'time-ratio'] as const) {
      if (raw[key] !== undefined)
        complain(context, [...path, key], `${key} does not go with at: the timer alone says when`);
    }
    return { ...base, time: { kind: 'timer', timer: raw.at } };
  }
  if (raw.law === undefined) {
    complain(
      context,
      path,
      'the transition has neither a law nor a timer; say law: with its parameters, or at: a timer',
    );
  }
  return {
    ...base,
    time: {
      kind: 'law',
      law: raw.law === undefined ? lawOf({ ...context, problems: [] }, raw, path) : lawOf(context, raw, path),
      clock: clockOf(context, raw.clock, [...path, 'clock']),
      cure:
        raw.cure === undefined
          ? 0
          : numberOf(context, raw.cure as RawQuantity, [...path, 'cure'], 'cure', 'probability'),
      hazardRatios: modifiersOf(context, raw['hazard-ratio'], [...path, 'hazard-ratio']),
      timeRatios: modifiersOf(context, raw['time-ratio'], [...path, 'time-ratio'], 'positive'),
    },
  };
}

function clockOf(context: Context, raw: RawTransition['clock'], path: Path): Clock {
  if (raw === undefined || raw === 'entry') return { kind: 'entry' };
  if (raw === 'start') return { kind: 'start' };
  if ('since' in raw) return { kind: 'since', states: statesOf(context, raw.since, [...path, 'since']) };
  const characteristic = entryOf(inForce(context, 'characteristics'), raw.age);
  if (!characteristic)
    unknown(
      context,
      [...path, 'age'],
      'characteristic',
      raw.age,
      Object.keys(inForce(context, 'characteristics')),
    );
  else if (characteristic.law === undefined)
    complain(context, [...path, 'age'], `${raw.age} has levels; an age is a characteristic with a law`);
  return { kind: 'age', characteristic: raw.age };
}

function branchOf(
  context: Context,
  raw: { to: string; chance: RawQuantity | 'rest' } & Record<string, unknown>,
  path: Path,
): Branch {
  const states = inForce(context, 'states');
  if (!Object.hasOwn(states, raw.to)) unknown(context, [...path, 'to'], 'state', raw.to, Object.keys(states));
  return {
    to: raw.to,
    chance: chanceOf(context, raw.chance, [...path, 'chance']),
    chanceRatios: modifiersOf(context, raw['chance-ratio'] as never, [...path, 'chance-ratio']),
    oddsRatios: modifiersOf(context, raw['odds-ratio'] as never, [...path, 'odds-ratio']),
    path,
  };
}

/**
 * Names the random streams of transitions without a name: `from>to`, and `from>to#2` for the second one between the
 * same two states. Strategies share random numbers by these names. A name of that form in the file must be one of
 * these.
 */
export function nameStreams(context: Context, model: Model): void {
  const given = model.states.flatMap(({ transitions }) => transitions.filter(({ stream }) => stream));
  const own = new Set<string>();
  for (const state of model.states) {
    const seen = new Map<string, number>();
    for (const transition of state.transitions) {
      if (transition.stream) continue;
      const nth = (seen.get(transition.to) ?? 0) + 1;
      seen.set(transition.to, nth);
      transition.stream =
        nth === 1 ? `${state.name}>${transition.to}` : `${state.name}>${transition.to}#${nth}`;
      own.add(transition.stream);
    }
  }
  for (const { stream, path } of given) {
    const [from, to] = stream.split('>') as [string, string?];
    if (to === undefined || own.has(stream) || context.dropped.has(from)) continue;
    unknown(context, [...path, 'name'], 'transition without a name', stream, own);
  }
}
