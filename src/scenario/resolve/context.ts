import { notDefined } from '../../language/names.ts';
import type { Problem } from '../../language/problem.ts';
import type { Domain } from '../distributions/index.ts';
import type { RawStrategy, Scenario } from '../schema/index.ts';

export type Path = Problem['path'];

/** Sections of a scenario whose entries a strategy may replace. */
export type Changeable = 'parameters' | 'characteristics' | 'timers' | 'states' | 'marks';

/** What was read by name: the number of a parameter, or a curve or life table. */
export type Read =
  | { parameter: string; value: number }
  | { section: 'curves' | 'life-tables'; name: string; part: object };

/** The state of resolving one strategy: the entries in force, their places in the file, the problems so far. */
export interface Context {
  scenario: Scenario;
  strategy: RawStrategy;
  strategyName: string;
  problems: Problem[];
  /** names of entries left out because of their shape: references to them are not reported as unknown */
  dropped: ReadonlySet<string>;
  /** parameters being computed, to detect circles */
  computing: Set<string>;
  /** numbers of the parameters computed so far */
  computed: Map<string, number>;
  /** definitions of parameters with a wrong number, in any strategy: each is reported once */
  blamed: Set<string>;
  /** definitions that were used, by `pathKey` */
  used: Set<string>;
  /** the uses of numbers: where each is defined, and its domain */
  uses: { path: Path; domain: Domain }[];
  /** whether only numbers are read anew, so that `used` and `uses` are known and are not written */
  isAgain?: boolean;
  /** cache of `inForce` */
  inForce: Map<Changeable, object>;
  /** numbers and other parts of the scenario that are read by name, if somebody wants to know */
  reads?: Read[];
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
    uses: [],
    inForce: new Map(),
  };
}

/** The path of a definition as text. */
export const pathKey = (path: Path): string => path.join('\n');

export function complain(context: Context, path: Path, message: string): void {
  context.problems.push({ path, message, severity: 'error' });
}

/** The entries in force: the scenario's entries, with those of the same name replaced by the strategy's. */
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

/** The entry of this name; not a member of every object, such as `constructor`. */
export function entryOf<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

/** The path of the entry in force. */
export function whereIs(context: Context, section: Changeable, name: string): Path {
  const changed = context.strategy[section] !== undefined && Object.hasOwn(context.strategy[section], name);
  return changed ? ['strategies', context.strategyName, section, name] : [section, name];
}

/** After this many problems of a strategy, similar names are no longer suggested. */
const MOST_HELPED = 100;

export function unknown(
  context: Context,
  path: Path,
  kind: string,
  name: string,
  known: Iterable<string>,
): void {
  if (context.dropped.has(name)) return;
  // the search for similar names takes time, and nobody reads so many suggestions
  if (context.problems.length >= MOST_HELPED) {
    complain(context, path, `${kind} "${name}" is not defined`);
    return;
  }
  complain(context, path, notDefined(kind, name, known));
}

/** Deepest nesting of groups in groups, and longest chain of derived numbers. */
export const DEEPEST = 100;

/** The states that `names` (a name or a list) stands for, with groups expanded; unknown names are reported. */
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
        complain(context, at, `groups are nested more than ${DEEPEST} levels deep; name states`);
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
