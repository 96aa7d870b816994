import type { Problem } from './problem.ts';

/** What a JSON Schema says of one place. */
export interface Node {
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

/** Everything that the schema says of a path, the general before its parts. */
export function nodesAt(root: Node, path: Problem['path']): Node[] {
  let nodes = opened(root, root);
  for (const key of path) {
    nodes = nodes.flatMap((node) => {
      const next =
        typeof key === 'number'
          ? (node.prefixItems?.[key] ?? node.items)
          : (ownProperty(node, key) ?? node.additionalProperties);
      return typeof next === 'object' ? opened(root, next) : [];
    });
  }
  return nodes;
}

/** A node and all shapes that it may have. */
export function opened(root: Node, node: Node): Node[] {
  const target = node.$ref === undefined ? undefined : root.$defs?.[node.$ref.replace('#/$defs/', '')];
  const parts = [...(target ? [target] : []), ...(node.anyOf ?? []), ...(node.allOf ?? [])];
  return [node, ...parts.flatMap((part) => opened(root, part))];
}

/** `{ constructor: 1 }` has a key of a file's, not what every object has. */
export function ownProperty({ properties = {} }: Node, key: string): Node | undefined {
  return Object.hasOwn(properties, key) ? properties[key] : undefined;
}
