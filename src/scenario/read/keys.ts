import type { Problem } from '../problem.ts';

interface Node {
  $ref?: string;
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  items?: Node;
  prefixItems?: Node[];
  anyOf?: Node[];
  allOf?: Node[];
  $defs?: Record<string, Node>;
}

/** The keys that a JSON Schema has at a path, in every shape that may stand there. */
export function keysAt(schema: object, path: Problem['path']): string[] {
  const root = schema as Node;
  const open = (node: Node): Node[] => {
    if (node.$ref !== undefined) {
      const found = root.$defs?.[node.$ref.replace('#/$defs/', '')];
      return found ? open(found) : [];
    }
    const parts = [...(node.anyOf ?? []), ...(node.allOf ?? [])];
    return parts.length > 0 ? parts.flatMap(open) : [node];
  };
  let nodes = open(root);
  for (const key of path) {
    nodes = nodes.flatMap((node) => {
      const next =
        typeof key === 'number'
          ? (node.prefixItems?.[key] ?? node.items)
          : (node.properties?.[key] ?? node.additionalProperties);
      return typeof next === 'object' ? open(next) : [];
    });
  }
  return [...new Set(nodes.flatMap(({ properties = {} }) => Object.keys(properties)))];
}
