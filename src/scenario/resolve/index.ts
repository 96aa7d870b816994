import type {
  Branch,
  Characteristic,
  Clock,
  Endpoint,
  Mark,
  Model,
  State,
  Timer,
  Transition,
} from '../model.ts';
import { FOLLOW_UP, NO, YES } from '../model.ts';
import type { Problem } from '../problem.ts';
import type { Scenario } from '../schema/index.ts';
import type { RawCharacteristic, RawEndpoint, RawMark, RawTimer, RawTransition } from '../schema/model.ts';
import type { RawQuantity } from '../schema/quantity.ts';
import { conditionOf, modifiersOf } from './conditions.ts';
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
import { isCurve, lawOf, unitLength } from './laws.ts';
import { numberOf } from './quantities.ts';

/**
 * Look up every name and number of one strategy.
 *
 * @param dropped names left out of `scenario` for a shape error of their own
 * @param blamed shared between the strategies of a scenario, so that a wrong number is named once
 * @returns the model and all that is wrong with it; a model with errors must not be compiled
 */
export function resolve(
  scenario: Scenario,
  strategyName: string,
  dropped: ReadonlySet<string> = new Set(),
  blamed: Set<string> = new Set(),
): { model: Model; problems: Problem[] } {
  const strategy = scenario.strategies[strategyName]!;
  const context: Context = {
    scenario,
    strategy,
    strategyName,
    problems: [],
    dropped,
    computing: new Set(),
    blamed,
    inForce: new Map(),
  };
  checkNamespace(context);
  for (const name of Object.keys(inForce(context, 'parameters'))) {
    numberOf(context, name, whereIs(context, 'parameters', name), name, 'real');
  }
  for (const name of Object.keys(scenario.curves)) isCurve(context, name);
  for (const name of Object.keys(scenario.groups)) statesOf(context, scenario.groups[name], ['groups', name]);
  const model: Model = {
    strategy: strategyName,
    horizon: scenario.time.horizon,
    rowsPerUnit: scenario.time['rows-per-unit'],
    start: startOf(context),
    characteristics: Object.entries(inForce(context, 'characteristics')).map(([name, raw]) =>
      characteristicOf(context, name, raw),
    ),
    timers: timersOf(context),
    states: Object.keys(inForce(context, 'states')).map((name) => stateOf(context, name)),
    marks: Object.entries(inForce(context, 'marks')).map(([name, raw]) => markOf(context, name, raw)),
    endpoints: Object.entries(scenario.endpoints).map(([name, raw]) => endpointOf(context, name, raw)),
    subgroups: Object.entries(scenario.subgroups).map(([name, raw]) => ({
      name,
      title: raw.title ?? name,
      condition: conditionOf(context, raw.if, ['subgroups', name, 'if']),
    })),
    proportions: Object.entries(scenario.proportions).map(([name, raw]) => ({
      name,
      title: raw.title ?? name,
      condition: conditionOf(context, raw.if, ['proportions', name, 'if']),
      among: raw.among ? conditionOf(context, raw.among, ['proportions', name, 'among']) : { op: 'always' },
    })),
  };
  nameStreams(model);
  checkTimes(context);
  return { model, problems: context.problems };
}

/** The grid must be one that can be held, and what is asked must lie on it. */
function checkTimes(context: Context): void {
  const { time } = context.scenario;
  const { horizon, 'rows-per-unit': rows } = time;
  if (horizon * rows > 1_000_000) {
    complain(
      context,
      ['time', 'horizon'],
      `${horizon} ${time.unit}s of ${rows} rows are more than a million rows; choose fewer rows-per-unit`,
    );
  } else if (!Number.isInteger(horizon * rows)) {
    complain(
      context,
      ['time', 'horizon'],
      `${horizon} is not a whole number of rows of 1/${rows} ${time.unit}, must be one`,
    );
  }
  for (const key of ['landmarks', 'rmst'] as const) {
    for (const [i, asked] of (time[key] ?? []).entries()) {
      if (asked > horizon)
        complain(
          context,
          ['time', key, i],
          `${key}[${i}] is ${asked}, must be at most the horizon ${horizon}`,
        );
    }
  }
}

/** States, groups, characteristics, marks and timers are told apart by name alone. */
function checkNamespace(context: Context): void {
  const kinds = new Map<string, string>();
  const sections = [
    ['states', Object.keys(inForce(context, 'states'))],
    ['groups', Object.keys(context.scenario.groups)],
    ['characteristics', Object.keys(inForce(context, 'characteristics'))],
    ['marks', Object.keys(inForce(context, 'marks'))],
    ['timers', Object.keys(inForce(context, 'timers'))],
  ] as const;
  for (const [section, names] of sections) {
    for (const name of names) {
      const path = section === 'groups' ? ['groups', name] : whereIs(context, section, name);
      const other = kinds.get(name);
      if (other) complain(context, path, `"${name}" also names one of the ${other}, choose another name`);
      else if (['all', 'any', 'not', 'reached', 'by', 'observed', FOLLOW_UP, 'value'].includes(name)) {
        complain(context, path, `"${name}" is a word of the language, choose another name`);
      } else kinds.set(name, section);
    }
  }
}

function startOf(context: Context): string {
  const start = context.strategy.start ?? context.scenario.start;
  const path = context.strategy.start ? ['strategies', context.strategyName, 'start'] : ['start'];
  const states = Object.keys(inForce(context, 'states'));
  if (!states.includes(start)) unknown(context, path, 'state', start, states);
  return start;
}

function stateOf(context: Context, name: string): State {
  const raw = inForce(context, 'states')[name]!;
  const path = whereIs(context, 'states', name);
  if (raw.transitions && raw.decide)
    complain(
      context,
      path,
      'the state has both transitions and decide, must have one of them, or neither to absorb',
    );
  const everywhere = [
    ...context.scenario.everywhere.map((transition, i) => ({ transition, at: ['everywhere', i] as Path })),
    ...(context.strategy.everywhere ?? []).map((transition, i) => ({
      transition,
      at: ['strategies', context.strategyName, 'everywhere', i] as Path,
    })),
  ];
  const transitions = (raw.transitions ?? []).map((transition, i) =>
    transitionOf(context, transition, [...path, 'transitions', i]),
  );
  if (raw.transitions) {
    for (const { transition, at } of everywhere) {
      if (transition.to !== name) transitions.push(transitionOf(context, transition, at));
    }
  }
  const branches = (raw.decide ?? []).map((branch, i) => branchOf(context, branch, [...path, 'decide', i]));
  checkChances(
    context,
    branches.map(({ chance }) => chance),
    [...path, 'decide'],
  );
  return { name, title: raw.title ?? name, transitions, branches, stream: raw.name ?? name, path };
}

function transitionOf(context: Context, raw: RawTransition, path: Path): Transition {
  const states = Object.keys(inForce(context, 'states'));
  if (!states.includes(raw.to)) unknown(context, [...path, 'to'], 'state', raw.to, states);
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
  const states = Object.keys(inForce(context, 'states'));
  if (!states.includes(raw.to)) unknown(context, [...path, 'to'], 'state', raw.to, states);
  return {
    to: raw.to,
    chance: chanceOf(context, raw.chance, [...path, 'chance']),
    chanceRatios: modifiersOf(context, raw['chance-ratio'] as never, [...path, 'chance-ratio']),
    oddsRatios: modifiersOf(context, raw['odds-ratio'] as never, [...path, 'odds-ratio']),
    path,
  };
}

function chanceOf(context: Context, chance: RawQuantity | 'rest', path: Path): number | undefined {
  return chance === 'rest' ? undefined : numberOf(context, chance, path, 'chance', 'probability');
}

/** Chances sum to one, or leave a rest to the one branch that takes it. */
function checkChances(context: Context, chances: (number | undefined)[], path: Path): void {
  if (chances.length === 0 || chances.some((chance) => Number.isNaN(chance))) return;
  const rests = chances.filter((chance) => chance === undefined).length;
  const sum = chances.reduce((total: number, chance) => total + (chance ?? 0), 0);
  const rounded = Number(sum.toPrecision(12));
  if (rests > 1) complain(context, path, `${rests} of the chances are rest, at most one may be`);
  else if (rests === 1 && sum > 1 + 1e-9)
    complain(context, path, `the chances sum to ${rounded}, must leave a rest: at most 1`);
  else if (rests === 0 && Math.abs(sum - 1) > 1e-9)
    complain(
      context,
      path,
      `the chances sum to ${rounded}, must sum to 1; give one of them \`rest\` to take what the others leave`,
    );
}

interface Levels {
  levels: string[];
  chances: number[];
}

/** Levels and their probabilities, however they are stated; undefined when they are not. */
function levelChances(context: Context, raw: RawCharacteristic | RawMark, path: Path): Levels | undefined {
  const ways = [raw.chance, raw.shares, raw.counts].filter((way) => way !== undefined).length;
  if (ways > 1)
    complain(
      context,
      path,
      `${path[path.length - 1]} says its chances in more than one way, must have one of chance, shares, counts`,
    );
  if (raw.chance !== undefined) {
    const chance = numberOf(context, raw.chance as RawQuantity, [...path, 'chance'], 'chance', 'probability');
    return { levels: [YES, NO], chances: [chance, 1 - chance] };
  }
  if (raw.shares) {
    const shares = Object.entries(raw.shares);
    const stated = shares.map(([level, share]) =>
      chanceOf(context, share as RawQuantity | 'rest', [...path, 'shares', level]),
    );
    checkChances(context, stated, [...path, 'shares']);
    const rest = 1 - stated.reduce((sum: number, share) => sum + (share ?? 0), 0);
    return { levels: shares.map(([level]) => level), chances: stated.map((share) => share ?? rest) };
  }
  if (raw.counts) {
    const counts = Object.values(raw.counts);
    const sum = counts.reduce((total, count) => total + count, 0);
    if (sum === 0) complain(context, [...path, 'counts'], 'the counts are all 0');
    if (!raw.from && !raw.assumption)
      complain(
        context,
        [...path, 'counts'],
        'the counts have no evidence; name it by from:, or say assumption:',
      );
    return { levels: Object.keys(raw.counts), chances: counts.map((count) => count / sum) };
  }
  return undefined;
}

function characteristicOf(context: Context, name: string, raw: RawCharacteristic): Characteristic {
  const path = whereIs(context, 'characteristics', name);
  const title = raw.title ?? name;
  const levels = levelChances(context, raw, path);
  if (levels) {
    if (raw.law !== undefined)
      complain(context, path, `${name} has both levels and a law, must have one of them`);
    return { kind: 'levels', name, title, ...levels, path };
  }
  return {
    kind: 'numeric',
    name,
    title,
    law: lawOf(context, raw, path),
    ageScale: raw.unit ? unitLength(context, raw.unit) : 1,
    path,
  };
}

function timersOf(context: Context): Timer[] {
  const raw = inForce(context, 'timers');
  const ordered: string[] = [];
  const visit = (name: string, through: string[]): void => {
    if (ordered.includes(name)) return;
    const after = raw[name]!.after;
    const path = whereIs(context, 'timers', name);
    if (through.includes(name)) complain(context, path, `timer "${name}" waits for itself`);
    else {
      if (after !== undefined) {
        if (Object.hasOwn(raw, after)) visit(after, [...through, name]);
        else unknown(context, [...path, 'after'], 'timer', after, Object.keys(raw));
      }
      if (!ordered.includes(name)) ordered.push(name);
    }
  };
  for (const name of Object.keys(raw)) visit(name, []);
  const timer = (name: string, entry: RawTimer, path: Path): Timer => ({
    name,
    after: entry.after,
    law: lawOf(context, entry, path),
    path,
  });
  const timers = ordered.map((name) => timer(name, raw[name]!, whereIs(context, 'timers', name)));
  const followUp = context.scenario['follow-up'];
  if (followUp) timers.push(timer(FOLLOW_UP, followUp, ['follow-up']));
  for (const { law, path } of timers) {
    if (law.by !== undefined)
      complain(context, path, `a timer is the same for every patient: its law may not go by ${law.by}`);
  }
  return timers;
}

function markOf(context: Context, name: string, raw: RawMark): Mark {
  const path = whereIs(context, 'marks', name);
  const levels = levelChances(context, raw, path);
  if (!levels) complain(context, path, `${name} has no chances, must have one of chance, shares, counts`);
  const oddsRatios = modifiersOf(context, raw['odds-ratio'], [...path, 'odds-ratio']);
  if (oddsRatios.length > 0 && raw.chance === undefined)
    complain(context, [...path, 'odds-ratio'], 'odds ratios need a yes/no mark: chance');
  return {
    name,
    title: raw.title ?? name,
    on: statesOf(context, raw.on, [...path, 'on']),
    condition: raw.if ? conditionOf(context, raw.if, [...path, 'if']) : { op: 'always' },
    levels: levels?.levels ?? [],
    chances: levels?.chances ?? [],
    oddsRatios,
    path,
  };
}

function endpointOf(context: Context, name: string, raw: RawEndpoint): Endpoint {
  const path: Path = ['endpoints', name];
  const items = typeof raw.event === 'string' ? [raw.event] : raw.event;
  const events = items.map((item, i) => {
    const at: Path = typeof raw.event === 'string' ? [...path, 'event'] : [...path, 'event', i];
    if (typeof item === 'string') {
      return { cause: item, states: statesOf(context, item, at), condition: { op: 'always' } as const };
    }
    return {
      cause: item.cause ?? [item.reached].flat().join('+'),
      states: statesOf(context, item.reached, [...at, 'reached']),
      condition: item.if ? conditionOf(context, item.if, [...at, 'if'], false) : ({ op: 'always' } as const),
    };
  });
  const repeated = events.find(({ cause }, i) => events.findIndex((event) => event.cause === cause) < i);
  if (repeated)
    complain(
      context,
      [...path, 'event'],
      `two events have the cause "${repeated.cause}", give each its own by cause:`,
    );
  return {
    name,
    title: raw.title ?? name,
    events,
    censor: statesOf(context, raw.censor, [...path, 'censor']),
    path,
  };
}

/** `from>to`, the second between the same two states `from>to#2`: the name by which strategies share luck. */
function nameStreams(model: Model): void {
  for (const state of model.states) {
    const seen = new Map<string, number>();
    for (const transition of state.transitions) {
      if (transition.stream) continue;
      const nth = (seen.get(transition.to) ?? 0) + 1;
      seen.set(transition.to, nth);
      transition.stream =
        nth === 1 ? `${state.name}>${transition.to}` : `${state.name}>${transition.to}#${nth}`;
    }
  }
}
