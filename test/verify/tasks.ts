import { generators } from '../../src/kernel/generators.ts';
import { streamKeys } from '../../src/run/keys.ts';
import { avalanche, type Word, words } from './avalanche.ts';
import { type Check, flipped, testSequence } from './battery.ts';
import { type Direction, directions, keyDirections } from './directions.ts';
import { BLOCK, type Keys, type Source, scalarSource, sourceOf } from './source.ts';
import { tests } from './tests/index.ts';

/** A task that gives some checks. */
export interface Task {
  generator: string;
  direction: string;
  /** the order of the draws; undefined for the avalanche test, which uses pairs */
  about?: string;
  run(): Check[];
}

export interface Wanted {
  /** names of directions, of tests, or of both: these tests in these directions; all unless given */
  only?: readonly string[];
  generators?: readonly string[];
}

/** Number of draws in each direction; fewer for keys, which take microseconds each. */
export interface Sizes {
  draws: number;
  keys: number;
}

/** The hash of seeds and names, tested like a generator, and the avalanche test, besides the other tests. */
const KEYS = 'keys';
const AVALANCHE = 'avalanche';

/** Valid names for `--only`. */
export const names = () => ({
  only: [...directions(), ...keyDirections(), ...tests].map(({ name }) => name).concat(AVALANCHE),
  generators: [KEYS, ...generators.map(({ name }) => name)],
});

/** Everything that is to be done. */
export function tasksOf(wanted: Wanted, sizes: Sizes): Task[] {
  const { only } = wanted;
  const isWanted = (generator: string) => !wanted.generators || wanted.generators.includes(generator);
  const isNamed = ({ name }: { name: string }) => !only || only.includes(name);
  const [ways, keyWays] = [directions(), keyDirections()];
  const namesTests = tests.some(isNamed);
  const namesWays = [...ways, ...keyWays].some(isNamed);
  const chosen = namesTests ? tests.filter(isNamed) : tests;
  const sequences = (source: Source, along: readonly Direction[], draws: number): Task[] =>
    along
      .filter((direction) => (namesWays ? isNamed(direction) : namesTests))
      .map((direction) => ({
        generator: source.name,
        direction: direction.name,
        about: direction.about,
        run: () => testSequence(source, direction, chosen, draws),
      }));

  // keys are not draws: they have sequences of their own
  const keySource = scalarSource(KEYS, () => 0);
  const sources = generators.filter(({ name }) => isWanted(name)).map(({ name }) => sourceOf(name));
  return [
    ...(isWanted(KEYS) ? sequences(keySource, keyWays, sizes.keys) : []),
    ...sources.flatMap((source) => [
      ...sequences(source, ways, sizes.draws),
      ...(isNamed({ name: AVALANCHE }) ? avalancheTasks(source, sizes.draws) : []),
    ]),
  ];
}

/** Flips one bit in each input of a draw. */
function avalancheTasks(source: Source, draws: number): Task[] {
  const keysOf = (block: number): Keys => {
    const [k1, k2] = streamKeys('1', [`avalanche ${block}`]);
    return [k1!, k2!];
  };
  // for each of the 32 bits, a draw with the bit flipped and one without
  const blocks = Math.max(1, Math.floor(draws / (64 * BLOCK)));
  return (Object.keys(words) as Word[]).map((word) => {
    const of = { generator: source.name, direction: flipped(word) };
    return {
      ...of,
      run: () => avalanche(source, word, keysOf, blocks).map((outcome) => ({ ...of, ...outcome })),
    };
  });
}
