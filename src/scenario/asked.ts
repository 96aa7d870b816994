import { atomsOf } from './logic/condition.ts';
import { allModifiers } from './logic/reach.ts';
import type { Condition, Model } from './model.ts';

/** Every condition of a model. */
export function conditionsOf({ marks, endpoints, subgroups, proportions }: Model): Condition[] {
  return [
    ...marks.map(({ condition }) => condition),
    ...endpoints.flatMap(({ events }) => events.map(({ condition }) => condition)),
    ...subgroups.map(({ condition }) => condition),
    ...proportions.flatMap(({ condition, among }) => [condition, among]),
  ];
}

/** Names of the characteristics and marks that a law, a ratio, a clock or a condition uses. */
export function variablesAsked(model: Model): Set<string> {
  const asked = new Set<string>();
  for (const modifier of allModifiers(model)) {
    if (modifier.kind === 'levels') asked.add(modifier.variable);
    else if (modifier.kind !== 'passed') asked.add(modifier.characteristic);
  }
  for (const atom of conditionsOf(model).flatMap(atomsOf)) {
    if (atom.op === 'is') asked.add(atom.variable);
    else if (atom.op === 'between') asked.add(atom.characteristic);
  }
  for (const { time } of model.states.flatMap(({ transitions }) => transitions)) {
    if (time.kind !== 'law') continue;
    if (time.law.by !== undefined) asked.add(time.law.by);
    if (time.clock.kind === 'age') asked.add(time.clock.characteristic);
  }
  return asked;
}

/** Names of the timers that a transition, another timer or a condition uses. */
export function timersAsked(model: Model): Set<string> {
  const asked = new Set<string>();
  for (const { time } of model.states.flatMap(({ transitions }) => transitions))
    if (time.kind === 'timer') asked.add(time.timer);
  for (const { after } of model.timers) if (after !== undefined) asked.add(after);
  for (const atom of conditionsOf(model).flatMap(atomsOf))
    if (atom.op === 'reached' && atom.by?.kind === 'timer') asked.add(atom.by.timer);
  return asked;
}
