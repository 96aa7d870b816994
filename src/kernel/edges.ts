import type { Edge, Node } from './graph.ts';

/** All edges that leave a node. */
export function edgesOf(node: Node): Edge[] {
  if (node.kind !== 'state') return [node.yes, node.no];
  const edges = node.arms.map(({ edge }) => edge);
  return node.horizon ? [...edges, node.horizon] : edges;
}
