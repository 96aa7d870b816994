import { holdersOf, inHolders, placeBelow } from './homes.ts';
import { inYaml } from './in-yaml.ts';
import { type Node, nodesAt } from './nodes.ts';
import type { Problem } from './problem.ts';

type Path = Problem['path'];

/** What is allowed at each place of a kind of file, for messages. */
export interface Language {
  /** the keys that are allowed at a path, of all shapes together */
  keysAt(path: Path): string[];
  /** the keys of each shape that is allowed at a path */
  shapesAt(path: Path): string[][];
  /**
   * Where a key belongs that is not allowed at a path. The place is given as YAML if it is just below, such as `in
   * hazard-ratio: { NAME: { per-unit: ... } }`; otherwise by the keys that contain it, such as `in futility or target`.
   *
   * @returns undefined for a key that is allowed nowhere, or in too many places to suggest one
   */
  homeOf(key: string, path: Path): string | undefined;
  /** an example of what is allowed at a path, as YAML in one line; undefined if the schema has none */
  exampleAt(path: Path): string | undefined;
}

/**
 * Answers from a JSON Schema.
 *
 * @param schema makes the schema; called only when there is a problem
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
