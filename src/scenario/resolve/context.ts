import { notDefined } from '../../language/names.ts';
import type { Problem } from '../../language/problem.ts';
import type { Domain } from '../distributions/index.ts';
import type { RawStrategy, Scenario } from '../schema/index.ts';

export type Path = Problem['path'];

/** Sections of a scenario whose entries a strategy may replace. */
export type Changeable = 'parameters' | 'characteristics' | 'timers' | 'states' | 'marks';

/** One strategy of a scenario under resolution: what is in force, where each entry stands, what is wrong. */
export interface Context {
  scenario: Scenario;
  strategy: RawStrategy;
  strategyName: string;
  problems: Problem[];
  /** names dropped for a shape error of their own: not to be reported a second time as unknown */
  dropped: ReadonlySet<string>;
  /** parameters being computed, to stop at a circle */
  computing: Set<string>;
  /** parameters that were computed */
  computed: Map<string, number>;
  /** definitions of parameters whose number was found wrong, in any strategy: each is named once */
  blamed: Set<string>;
  /** definitions that were asked for, by `pathKey` */
  used: Set<string>;
  /** what numbers are used for, by `pathKey` of their definitions */
  uses: Map<string, Set<Domain>>;
  /** what `inForce` has put together */
  inForce: Map<Changeable, object>;
}

export function contextOf(
  scenario: Scenario,
  strategyName: string,
  dropped: ReadonlySet<string> = new Set(),
  blamed: Set<string> = new Set(),
): Context {
  const strategy = scenario.strategies[strategyName]!;
  return {
    scenario,
    strategy,
    strategyName,
    problems: [],
    dropped,
    computing: new Set(),
    computed: new Map(),
    blamed,
    used: new Set(),
    uses: new Map(),
    inForce: new Map(),
  };
}

/** A definition's place in the file as text. */
export const pathKey = (path: Path): string => path.join('\n');

export function complain(context: Context, path: Path, message: string): void {
  context.problems.push({ path, message, severity: 'error' });
}

/** The entries in force: the scenario's own, then the strategy's, which replace entries of the same name. */
export function inForce<S extends Changeable>(
  context: Context,
  section: S,
): Record<string, Scenario[S][string]> {
  const known = context.inForce.get(section);
  if (known) return known as Record<string, Scenario[S][string]>;
  const entries = { ...context.scenario[section], ...context.strategy[section] };
  context.inForce.set(section, entries);
  return entries as Record<string, Scenario[S][string]>;
}

/** An entry by its name; names such as `constructor` are in every object and no entries. */
export function entryOf<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

/** Where the entry in force stands in the file. */
export function whereIs(context: Context, section: Changeable, name: string): Path {
  const changed = context.strategy[section] !== undefined && Object.hasOwn(context.strategy[section], name);
  return changed ? ['strategies', context.strategyName, section, name] : [section, name];
}

/** Problems of a strategy that are told with what would be right. */
const MOST_HELPED = 100;

export function unknown(
  context: Context,
  path: Path,
  kind: string,
  name: string,
  known: Iterable<string>,
): void {
  if (context.dropped.has(name)) return;
  // to look for near names takes time, and nobody reads so many
  if (context.problems.length >= MOST_HELPED) {
    complain(context, path, `${kind} "${name}" is not defined`);
    return;
  }
  complain(context, path, notDefined(kind, name, known));
}

/** Groups of groups, and numbers derived from derived numbers, lie no deeper than this. */
export const DEEPEST = 100;

/** `names` may be one name or a list; groups are opened; unknown names are reported. */
export function statesOf(context: Context, names: string | string[] | undefined, path: Path): string[] {
  if (names === undefined) return [];
  const states = inForce(context, 'states');
  const { groups } = context.scenario;
  const found = new Set<string>();
  const opened = new Set<string>();
  const open = (name: string, at: Path, through: string[]): void => {
    if (Object.hasOwn(states, name)) found.add(name);
    else if (Object.hasOwn(groups, name)) {
      if (through.includes(name)) complain(context, at, `group "${name}" contains itself`);
      else if (through.length >= DEEPEST)
        complain(context, at, `groups lie more than ${DEEPEST} deep within each other; name states`);
      else if (!opened.has(name)) {
        opened.add(name);
        for (const member of [groups[name]!].flat()) open(member, at, [...through, name]);
      }
    } else unknown(context, at, 'state or group', name, [...Object.keys(states), ...Object.keys(groups)]);
  };
  if (typeof names === 'string') open(names, path, []);
  else for (const [i, name] of names.entries()) open(name, [...path, i], []);
  return [...found];
}
