import type { Problem } from '../../language/problem.ts';
import type { Domain } from '../distributions/index.ts';
import type { Model } from '../model.ts';
import { FOLLOW_UP } from '../model.ts';
import type { Scenario } from '../schema/index.ts';
import { conditionOf } from './conditions.ts';
import { type Context, complain, contextOf, inForce, statesOf, unknown, whereIs } from './context.ts';
import { endpointOf } from './endpoints.ts';
import { isCurve } from './laws.ts';
import { numberOf, usesByPath } from './quantities.ts';
import { nameStreams, stateOf } from './states.ts';
import { characteristicOf, markOf, timersOf } from './variables.ts';

/**
 * Looks up all names and computes all numbers of one strategy.
 *
 * @param dropped names of entries left out of `scenario` because of their shape
 * @param blamed shared between the strategies of a scenario, so that a wrong number is reported once
 * @returns the model; all its problems; `used`, the definitions that it uses; `uses`, the domains in which each number
 *   is used. A model with errors must not be compiled
 */
export function resolve(
  scenario: Scenario,
  strategyName: string,
  dropped: ReadonlySet<string> = new Set(),
  blamed: Set<string> = new Set(),
): {
  model: Model;
  problems: Problem[];
  used: ReadonlySet<string>;
  /** what each number is used for, by `pathKey` of its definition */
  uses(): ReadonlyMap<string, ReadonlySet<Domain>>;
} {
  const context = contextOf(scenario, strategyName, dropped, blamed);
  checkNamespace(context);
  for (const name of Object.keys(inForce(context, 'parameters'))) {
    numberOf(context, name, whereIs(context, 'parameters', name), name, 'real');
  }
  for (const name of Object.keys(scenario.curves)) isCurve(context, name);
  for (const name of Object.keys(scenario.groups)) statesOf(context, scenario.groups[name], ['groups', name]);
  // all definitions were looked at only to find problems; now record those that the model uses
  context.used.clear();
  // compute parameters again, so that parameters behind derived ones are recorded as used
  context.computed.clear();
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
  nameStreams(context, model);
  checkTimes(context);
  return { model, problems: context.problems, used: context.used, uses: () => usesByPath(context) };
}

/** Reports a grid with too many rows, or of rows that do not divide the horizon, and times after the horizon. */
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

/** States, groups, characteristics, marks and timers share one namespace. */
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
        complain(context, path, `"${name}" is a reserved word, choose another name`);
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
