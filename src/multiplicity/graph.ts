/**
 * A graph of hypotheses: how alpha is shared between them, and where the share of a rejected one goes.
 *
 * Source: Bretz, Maurer, Brannath & Posch (2009), Statistics in Medicine 28, 586-604.
 */
export interface TestGraph {
  /** share of alpha of each hypothesis, from 0; together at most 1 */
  weights: readonly number[];
  /** transitions[i][j]: share of the alpha of i that j gets when i is rejected; each row adds up to at most 1, its own entry is 0 */
  transitions: readonly (readonly number[])[];
}

/** By how much a sum of weights may exceed 1: 1/3 + 1/3 + 1/3 is written with rounded numbers. */
const SLACK = 1e-9;

/**
 * @throws RangeError with the first thing that is wrong with a graph: its size, a weight or transition outside 0 to 1, a sum
 *   above 1, or a transition of a hypothesis to itself
 */
export function checkGraph({ weights, transitions }: TestGraph): void {
  const count = weights.length;
  if (transitions.length !== count || transitions.some((row) => row.length !== count))
    throw new RangeError(`there are ${count} weights, must be as many rows and columns of transitions`);
  checkShares(weights, 'the weights');
  transitions.forEach((row, i) => {
    checkShares(row, `the transitions of hypothesis ${i + 1}`);
    if (row[i] !== 0)
      throw new RangeError(
        `hypothesis ${i + 1} has a transition of ${row[i]} to itself, must be to another hypothesis`,
      );
  });
}

function checkShares(shares: readonly number[], what: string): void {
  const invalid = shares.find((share) => !(share >= 0 && share <= 1));
  if (invalid !== undefined) throw new RangeError(`one of ${what} is ${invalid}, must be from 0 to 1`);
  const all = shares.reduce((sum, share) => sum + share, 0);
  if (all > 1 + SLACK)
    throw new RangeError(`${what} add up to ${Number(all.toPrecision(10))}, must be at most 1`);
}

/** The graph after one hypothesis is rejected: its weight and its transitions go on to the others. */
export function withoutHypothesis({ weights, transitions }: TestGraph, rejected: number): TestGraph {
  const own = weights[rejected]!;
  const passed = transitions[rejected]!;
  return {
    weights: weights.map((weight, i) => (i === rejected ? 0 : weight + own * passed[i]!)),
    transitions: transitions.map((row, i) => {
      if (i === rejected) return row.map(() => 0);
      const there = row[rejected]!;
      const back = there * passed[i]!;
      return row.map((share, j) => {
        if (j === i || j === rejected || back >= 1) return 0;
        return (share + there * passed[j]!) / (1 - back);
      });
    }),
  };
}

/**
 * The weights that are left when some hypotheses are rejected; they do not depend on the order of the rejections.
 *
 * @returns a function of the set of rejected hypotheses, as a number whose bit i is 1 if hypothesis i is rejected; each set is
 *   computed once
 */
export function weightsAfter(graph: TestGraph): (rejected: number) => readonly number[] {
  const known = new Map<number, TestGraph>([[0, graph]]);
  const graphOf = (rejected: number): TestGraph => {
    const found = known.get(rejected);
    if (found) return found;
    const last = 31 - Math.clz32(rejected);
    const made = withoutHypothesis(graphOf(rejected & ~(1 << last)), last);
    known.set(rejected, made);
    return made;
  };
  return (rejected) => graphOf(rejected).weights;
}

/**
 * Tests hypotheses by a graph, once, from their p values.
 *
 * @param p one-sided, one for each hypothesis
 * @returns adjusted p values: a hypothesis is rejected at every alpha of at least its own
 * @throws RangeError for a graph that is not one, or another number of p values
 *
 * @example
 * ```ts
 * import { adjustedP } from 'sojourn';
 *
 * const graph = { weights: [0.5, 0.5], transitions: [[0, 1], [1, 0]] }; // Holm
 * console.log(adjustedP(graph, [0.01, 0.03]));
 * // [ 0.02, 0.03 ]
 * ```
 *
 * Source: Bretz, Maurer, Brannath & Posch (2009), algorithm 2.
 */
export function adjustedP(graph: TestGraph, p: readonly number[]): number[] {
  checkGraph(graph);
  if (p.length !== graph.weights.length)
    throw new RangeError(`there are ${p.length} p values for ${graph.weights.length} hypotheses`);
  const adjusted = p.map(() => 1);
  const left = new Set(p.keys());
  let now = graph;
  let largest = 0;
  while (left.size > 0) {
    const ratio = (i: number) => (p[i] === 0 ? 0 : p[i]! / now.weights[i]!);
    const next = [...left].reduce((best, i) => (ratio(i) < ratio(best) ? i : best));
    largest = Math.min(1, Math.max(largest, ratio(next)));
    adjusted[next] = largest;
    left.delete(next);
    now = withoutHypothesis(now, next);
  }
  return adjusted;
}
