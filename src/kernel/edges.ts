import type { Arm, Edge, Graph, Node } from './graph.ts';

/** All ways out of a node. */
export function edgesOf(node: Node): Edge[] {
  if (node.kind !== 'state') return [node.yes, node.no];
  const edges = node.arms.map(({ edge }) => edge);
  return node.horizon ? [...edges, node.horizon] : edges;
}

/** A graph with every edge changed, those of arms with their arm. */
export function withEdges(graph: Graph, change: (edge: Edge, arm?: Arm) => Edge): Graph {
  const nodeWith = (node: Node): Node => {
    if (node.kind !== 'state') return { ...node, yes: change(node.yes), no: change(node.no) };
    const arms = node.arms.map((arm) => ({ ...arm, edge: change(arm.edge, arm) }));
    return { ...node, arms, horizon: node.horizon && change(node.horizon) };
  };
  return { ...graph, root: change(graph.root), nodes: graph.nodes.map(nodeWith) };
}
