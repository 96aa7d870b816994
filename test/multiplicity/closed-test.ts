import { type TestGraph, withoutHypothesis } from '../../src/multiplicity/graph.ts';

/**
 * The closed test by its definition: a hypothesis is rejected if every intersection that holds it is rejected by a weighted
 * Bonferroni test. The weights of an intersection are those of the graph without the other hypotheses.
 */
export function closedTest(graph: TestGraph, p: readonly number[], alpha: number): boolean[] {
  const count = p.length;
  const isRejected = p.map(() => true);
  for (let set = 1; set < 2 ** count; set++) {
    const inside = [...p.keys()].filter((i) => ((set >> i) & 1) === 1);
    const outside = [...p.keys()].filter((i) => ((set >> i) & 1) === 0);
    const { weights } = outside.reduce(withoutHypothesis, graph);
    if (!inside.some((i) => p[i]! <= weights[i]! * alpha)) for (const i of inside) isRejected[i] = false;
  }
  return isRejected;
}

/** A graph with random weights and transitions, some of them 0. */
export function randomGraph(count: number, random: () => number): TestGraph {
  const shares = (length: number, own: number, whole: number) => {
    const raw = Array.from({ length }, (_, i) => (i === own || random() < 0.3 ? 0 : random()));
    const all = raw.reduce((sum, share) => sum + share, 0);
    return raw.map((share) => (all > 0 ? (whole * share) / all : 0));
  };
  return {
    weights: shares(count, -1, 1),
    transitions: Array.from({ length: count }, (_, i) => shares(count, i, random() < 0.7 ? 1 : random())),
  };
}

/** A stream of numbers on (0, 1) that is the same at each run: Park & Miller's. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
