import { type Atom, atomsOf, conditionNumbers, type Knowledge, simplify } from '../../logic/condition.ts';
import { type Condition, type Model, YES } from '../../model.ts';
import type { Cell } from '../notes.ts';

/**
 * What is known of the patients at one point of the model: all that their future and its counting depend on, except
 * times and numeric characteristics, which stand in memory columns. Immutable: each change makes a new value.
 */
export interface Known {
  /** level of a characteristic or mark, `yes` for a state passed; only facts that something ahead still needs */
  facts: ReadonlyMap<string, string>;
  /** by endpoint */
  endpoints: readonly EndpointStatus[];
  /** by subgroup: the part of its condition that is still unknown */
  subgroups: readonly Condition[];
  /** by proportion; undefined once it is counted */
  proportions: readonly ({ condition: Condition; among: Condition } | undefined)[];
  /** the combination of subgroups, once all of them are settled */
  cell: Cell | undefined;
}

export type EndpointStatus =
  /** by event: the condition under which an entry counts as the event */
  | { is: 'open'; conditions: readonly Condition[] }
  /** ended before the subgroups are known; its time stands in a memory column; no cause: censored */
  | { is: 'waiting'; cause: number | undefined }
  | { is: 'noted' };

export function firstKnown(model: Model): Known {
  return {
    facts: new Map(),
    endpoints: model.endpoints.map(({ events }) => ({
      is: 'open',
      conditions: events.map((event) => event.condition),
    })),
    subgroups: model.subgroups.map(({ condition }) => condition),
    proportions: model.proportions.map(({ condition, among }) => ({ condition, among })),
    cell: undefined,
  };
}

/** Substitutes what is known into every open condition; returns the same object if nothing changed. */
export function learn(known: Known, know: Knowledge): Known {
  if (!openAtoms(known).some((atom) => know(atom) !== undefined)) return known;
  const substitute = (condition: Condition) => simplify(condition, know);
  return {
    ...known,
    endpoints: known.endpoints.map((status) =>
      status.is === 'open' ? { is: 'open', conditions: status.conditions.map(substitute) } : status,
    ),
    subgroups: known.subgroups.map(substitute),
    proportions: known.proportions.map(
      (open) => open && { condition: substitute(open.condition), among: substitute(open.among) },
    ),
  };
}

/** Adds the drawn level of a characteristic or mark. */
export function withFact(known: Known, variable: string, level: string): Known {
  const learned = learn(known, (atom) =>
    atom.op === 'is' && atom.variable === variable ? atom.levels.includes(level) : undefined,
  );
  return { ...learned, facts: new Map(known.facts).set(variable, level) };
}

/** Adds a fact that has become true. */
export function withKey(known: Known, key: string): Known {
  return known.facts.has(key) ? known : { ...known, facts: new Map(known.facts).set(key, YES) };
}

export function keepFacts(known: Known, isNeeded: (key: string) => boolean): Known {
  if ([...known.facts.keys()].every(isNeeded)) return known;
  return { ...known, facts: new Map([...known.facts].filter(([key]) => isNeeded(key))) };
}

const atoms = new WeakMap<Known, readonly Atom[]>();

/** All atoms of all open conditions. */
export function openAtoms(known: Known): readonly Atom[] {
  const all = atoms.get(known) ?? listAtoms(known);
  atoms.set(known, all);
  return all;
}

function listAtoms({ endpoints, subgroups, proportions }: Known): Atom[] {
  const all: Atom[] = [];
  const add = (condition: Condition) => all.push(...atomsOf(condition));
  for (const status of endpoints) if (status.is === 'open') status.conditions.forEach(add);
  subgroups.forEach(add);
  for (const open of proportions) {
    if (!open) continue;
    add(open.condition);
    add(open.among);
  }
  return all;
}

/** Returns a function that gives equal knowledge equal text. Patients with the same state and text share a node. */
export function knownKeys(): (known: Known) => string {
  const numberOf = conditionNumbers();
  const keys = new WeakMap<Known, string>();
  return (known) => {
    const key = keys.get(known) ?? keyOf(known, numberOf);
    keys.set(known, key);
    return key;
  };
}

function keyOf(known: Known, numberOf: (condition: Condition) => number): string {
  const facts = [...known.facts].map(([key, value]) => `${key}=${value}`).sort();
  const endpoints = known.endpoints.map((status) => {
    if (status.is === 'open') return status.conditions.map(numberOf).join();
    return status.is === 'waiting' ? `waiting ${status.cause}` : status.is;
  });
  const subgroups = known.cell === undefined ? known.subgroups.map(numberOf) : [`cell ${known.cell}`];
  const proportions = known.proportions.map((open) =>
    open ? `${numberOf(open.condition)} among ${numberOf(open.among)}` : '',
  );
  return [facts, endpoints, subgroups, proportions].map((part) => part.join('\n')).join('\n\n');
}
