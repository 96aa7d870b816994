import type { Override } from '../scenario/overrides.ts';
import type { Described } from './describe.ts';
import type { Asked } from './shown.ts';

/** Everything that a reader has chosen; it is kept in the address of the page. */
export interface State {
  /** by the name of the slider, only values that differ from the file's */
  set: Readonly<Record<string, number>>;
  strategies: readonly string[];
  endpoint: string;
  group: string;
  seed: string;
  /** patients of each strategy in the whole answer */
  n: number;
}

/** Patients of a whole answer unless the address says otherwise. */
const PATIENTS = 1_000_000;
const MOST = 10_000_000;

/** The first two strategies and the first endpoint. */
export function firstState({ strategies, endpoints }: Described): State {
  return {
    set: {},
    strategies: strategies.slice(0, 2).map(({ name }) => name),
    endpoint: endpoints[0]?.name ?? '',
    group: 'all',
    seed: '1',
    n: PATIENTS,
  };
}

/** The part of the address after `#`: what differs from the first state. */
export function hashOf(state: State, described: Described): string {
  const first = firstState(described);
  const words = new URLSearchParams();
  if (state.strategies.join() !== first.strategies.join()) words.set('strategy', state.strategies.join(','));
  for (const key of ['endpoint', 'group', 'seed'] as const)
    if (state[key] !== first[key]) words.set(key, state[key]);
  if (state.n !== first.n) words.set('n', String(state.n));
  for (const [name, value] of Object.entries(state.set)) words.append('set', `${name}=${value}`);
  return words.toString();
}

/** The state that an address names; what it names and the scenario does not have is left out. */
export function stateOf(hash: string, described: Described): State {
  const first = firstState(described);
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  const sliders = new Set(described.groups.flatMap(({ sliders }) => sliders.map(({ name }) => name)));
  const known = (key: string, names: readonly string[], otherwise: string) => {
    const word = words.get(key);
    return word !== null && names.includes(word) ? word : otherwise;
  };
  const asked = words.get('strategy')?.split(',') ?? [];
  const strategies = described.strategies.map(({ name }) => name).filter((name) => asked.includes(name));
  const n = Number(words.get('n') ?? first.n);
  return {
    set: Object.fromEntries(
      words.getAll('set').flatMap((word): [string, number][] => {
        const at = word.lastIndexOf('=');
        const [name, value] = [word.slice(0, at), Number(word.slice(at + 1))];
        return sliders.has(name) && at < word.length - 1 && Number.isFinite(value) ? [[name, value]] : [];
      }),
    ),
    strategies: strategies.length > 0 ? strategies : first.strategies,
    endpoint: known(
      'endpoint',
      described.endpoints.map(({ name }) => name),
      first.endpoint,
    ),
    group: known('group', ['all', ...described.subgroups.map(({ name }) => name)], first.group),
    seed: words.get('seed') || first.seed,
    n: Number.isInteger(n) && n >= 1 && n <= MOST ? n : first.n,
  };
}

/** The overrides of a state, in the order of the file. */
export function overridesOf({ set }: State, described: Described): Override[] {
  return described.groups
    .flatMap(({ sliders }) => sliders)
    .filter(({ name }) => Object.hasOwn(set, name))
    .map(({ name, strategy, parameter }) => ({
      ...(strategy !== undefined && { strategy }),
      ...{ parameter, value: set[name]! },
    }));
}

export function askedOf(state: State, described: Described): Asked {
  const { strategies, endpoint, group, seed } = state;
  return { set: overridesOf(state, described), strategies, endpoint, group, seed };
}

/**
 * The command line whose fingerprint and figures are those of the page.
 *
 * @param n patients of each strategy that are shown
 */
export function commandOf(
  state: State,
  described: Described,
  { file, n }: { file: string; n: number },
): string {
  const set = overridesOf(state, described).map(
    ({ strategy, parameter, value }) =>
      `--set ${quoted(`${strategy === undefined ? '' : `${strategy}.`}${parameter}=${value}`)}`,
  );
  const strategies = `--strategy ${state.strategies.map(quoted).join(' ')}`;
  return ['sojourn run', quoted(file), strategies, ...set, `-n ${n}`, `--seed ${quoted(state.seed)}`].join(
    ' ',
  );
}

/** A word of a shell's command line. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
