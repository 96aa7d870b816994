import { type Condition, type Model, YES } from '../../model.ts';
import type { Cell } from '../notes.ts';
import { type Atom, atomsOf, conditionNumbers, type Knowledge, simplify } from './condition.ts';

/**
 * What is known of the patients at one place of the walk through a model: all that their future and the counting of
 * it depend on, except times and numbers, which are remembered in columns. Values are never changed, only replaced.
 */
export interface Known {
  /** level of a characteristic or mark, `yes` for a state passed; only what lies ahead still needs */
  facts: ReadonlyMap<string, string>;
  /** by endpoint */
  endpoints: readonly EndpointStatus[];
  /** by subgroup: what is left to be known */
  subgroups: readonly Condition[];
  /** by proportion, until it is counted */
  proportions: readonly ({ condition: Condition; among: Condition } | undefined)[];
  /** the combination of subgroups, once all are settled */
  cell: Cell | undefined;
}

export type EndpointStatus =
  /** by event: the condition under which an entry counts */
  | { is: 'open'; conditions: readonly Condition[] }
  /** over, its time remembered until the subgroups are known; no cause: censored */
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

/** Put what is known into every condition that is still open; where nothing is new it is the very same knowledge. */
export function learn(known: Known, know: Knowledge): Known {
  if (!openAtoms(known).some((atom) => know(atom) !== undefined)) return known;
  const told = (condition: Condition) => simplify(condition, know);
  return {
    ...known,
    endpoints: known.endpoints.map((status) =>
      status.is === 'open' ? { is: 'open', conditions: status.conditions.map(told) } : status,
    ),
    subgroups: known.subgroups.map(told),
    proportions: known.proportions.map(
      (open) => open && { condition: told(open.condition), among: told(open.among) },
    ),
  };
}

/** A characteristic or mark has been drawn. */
export function withFact(known: Known, variable: string, level: string): Known {
  const told = learn(known, (atom) =>
    atom.op === 'is' && atom.variable === variable ? atom.levels.includes(level) : undefined,
  );
  return { ...told, facts: new Map(known.facts).set(variable, level) };
}

/** Something has come true. */
export function withKey(known: Known, key: string): Known {
  return known.facts.has(key) ? known : { ...known, facts: new Map(known.facts).set(key, YES) };
}

export function keepFacts(known: Known, isNeeded: (key: string) => boolean): Known {
  if ([...known.facts.keys()].every(isNeeded)) return known;
  return { ...known, facts: new Map([...known.facts].filter(([key]) => isNeeded(key))) };
}

const atoms = new WeakMap<Known, readonly Atom[]>();

/** Every atom of a condition that is still open, whatever it decides. */
export function openAtoms(known: Known): readonly Atom[] {
  const found = atoms.get(known) ?? listAtoms(known);
  atoms.set(known, found);
  return found;
}

function listAtoms({ endpoints, subgroups, proportions }: Known): Atom[] {
  const found: Atom[] = [];
  const add = (condition: Condition) => found.push(...atomsOf(condition));
  for (const status of endpoints) if (status.is === 'open') status.conditions.forEach(add);
  subgroups.forEach(add);
  for (const open of proportions) {
    if (!open) continue;
    add(open.condition);
    add(open.among);
  }
  return found;
}

/** Names what is known: the same text for the same knowledge. Patients of one state and one text share a node. */
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
