import type { Problem } from './problem.ts';

type Path = Problem['path'];

interface Node {
  $ref?: string;
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  items?: Node;
  prefixItems?: Node[];
  anyOf?: Node[];
  allOf?: Node[];
  $defs?: Record<string, Node>;
  examples?: unknown[];
}

/** What may stand at each place of a kind of file, for messages. */
export interface Language {
  /** the keys that may stand at a path, in every shape that may stand there */
  keysAt(path: Path): string[];
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
  return {
    keysAt: (path) => [
      ...new Set(nodesAt(root(), path).flatMap(({ properties = {} }) => Object.keys(properties))),
    ],
    exampleAt: (path) => {
      const example = nodesAt(root(), path).find(({ examples }) => examples !== undefined)?.examples?.[0];
      return example === undefined ? undefined : inYaml(example);
    },
  };
}

/** Everything that the schema says of a path, the general before its parts. */
function nodesAt(root: Node, path: Path): Node[] {
  const open = (node: Node): Node[] => {
    const target = node.$ref === undefined ? undefined : root.$defs?.[node.$ref.replace('#/$defs/', '')];
    const parts = [...(target ? [target] : []), ...(node.anyOf ?? []), ...(node.allOf ?? [])];
    return [node, ...parts.flatMap(open)];
  };
  let nodes = open(root);
  for (const key of path) {
    nodes = nodes.flatMap((node) => {
      const next =
        typeof key === 'number'
          ? (node.prefixItems?.[key] ?? node.items)
          : (ownProperty(node, key) ?? node.additionalProperties);
      return typeof next === 'object' ? open(next) : [];
    });
  }
  return nodes;
}

/** `{ constructor: 1 }` has a key of a file's, not what every object has. */
function ownProperty({ properties = {} }: Node, key: string): Node | undefined {
  return Object.hasOwn(properties, key) ? properties[key] : undefined;
}

/** A value as people write it in one line: `{ unit: month, horizon: 120 }`. */
function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${inYaml(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
