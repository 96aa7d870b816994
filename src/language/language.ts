import { holdersOf, inHolders, placeBelow } from './homes.ts';
import { inYaml } from './in-yaml.ts';
import { type Node, nodesAt } from './nodes.ts';
import type { Problem } from './problem.ts';

type Path = Problem['path'];

/** What may stand at each place of a kind of file, for messages. */
export interface Language {
  /** the keys that may stand at a path, in every shape that may stand there */
  keysAt(path: Path): string[];
  /** the keys of each shape that may stand at a path */
  shapesAt(path: Path): string[][];
  /**
   * Where a key belongs that does not belong to a path: as YAML where it is just below, such as
   * `in hazard-ratio: { NAME: { per-unit: ... } }`, else what it stands in anywhere, such as `in futility or target`.
   *
   * @returns undefined for a key that stands nowhere, or in too many places to say which is meant
   */
  homeOf(key: string, path: Path): string | undefined;
  /** what would be right at a path, as YAML in one line; undefined where the schema has no example */
  exampleAt(path: Path): string | undefined;
}

/**
 * What a JSON Schema knows of its places.
 *
 * @param schema made only when something is wrong
 */
export function languageOf(schema: () => object): Language {
  let made: Node | undefined;
  const root = () => {
    made ??= schema() as Node;
    return made;
  };
  let holders: Map<string, Set<string>> | undefined;
  return {
    keysAt: (path) => [
      ...new Set(nodesAt(root(), path).flatMap(({ properties = {} }) => Object.keys(properties))),
    ],
    shapesAt: (path) =>
      nodesAt(root(), path).flatMap(({ properties }) => (properties ? [Object.keys(properties)] : [])),
    homeOf: (key, path) => {
      const below = placeBelow(root(), key, nodesAt(root(), path));
      if (below !== undefined) return below;
      holders ??= holdersOf(root());
      return inHolders([...(holders.get(key) ?? [])]);
    },
    exampleAt: (path) => {
      const example = nodesAt(root(), path).find(({ examples }) => examples !== undefined)?.examples?.[0];
      return example === undefined ? undefined : inYaml(example);
    },
  };
}
