import type { TestGraph } from './graph.ts';

/** Named procedures that are graphs. Hochberg's is none: see `hochberg.ts`. */
export const namedGraphs = ['hierarchical', 'bonferroni', 'holm', 'fallback'] as const;
export type NamedGraph = (typeof namedGraphs)[number];

/** All procedures that have a name. */
export const procedureNames = [...namedGraphs, 'hochberg'] as const;

/**
 * The graph of a named procedure.
 *
 * - hierarchical: each hypothesis is tested at all of alpha once the one before is rejected
 * - bonferroni: each at its own share
 * - holm: as Bonferroni, and the share of a rejected one goes to all others, in proportion to their weights
 * - fallback: as Bonferroni, and the share of a rejected one goes to the next; that of the last to nobody
 *
 * @param weights in order of the hypotheses; ignored for `hierarchical`
 *
 * Source: Bretz, Maurer, Brannath & Posch (2009), section 3; Wiens & Dmitrienko (2005), J. Biopharm. Statist. 15, 929-942.
 */
export function namedGraph(name: NamedGraph, weights: readonly number[]): TestGraph {
  const next = (i: number, j: number) => Number(j === i + 1);
  const shares: Record<NamedGraph, (i: number, j: number) => number> = {
    hierarchical: next,
    fallback: next,
    bonferroni: () => 0,
    holm: (i, j) => {
      if (i === j) return 0;
      const others = weights.reduce((sum, weight, k) => (k === i ? sum : sum + weight), 0);
      return others > 0 ? weights[j]! / others : 1 / (weights.length - 1);
    },
  };
  return {
    weights: name === 'hierarchical' ? weights.map((_, i) => Number(i === 0)) : weights,
    transitions: weights.map((_, i) => weights.map((_, j) => shares[name](i, j))),
  };
}
