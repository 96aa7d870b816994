import type { Problem } from './problem.ts';

/** A node of a JSON Schema. */
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

/** All schema nodes for a path, a node before its parts. */
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

/** A node and all its alternatives, with references resolved. */
export function opened(root: Node, node: Node): Node[] {
  const target = node.$ref === undefined ? undefined : root.$defs?.[node.$ref.replace('#/$defs/', '')];
  const parts = [...(target ? [target] : []), ...(node.anyOf ?? []), ...(node.allOf ?? [])];
  return [node, ...parts.flatMap((part) => opened(root, part))];
}

/** The property of this name; not a member of every object, such as `constructor`. */
export function ownProperty({ properties = {} }: Node, key: string): Node | undefined {
  return Object.hasOwn(properties, key) ? properties[key] : undefined;
}
