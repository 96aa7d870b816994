import { type TestGraph, weightsAfter } from '../../multiplicity/graph.ts';
import type { Simulated } from '../../trial/operating-characteristics.ts';
import { known } from './characteristics.ts';

/** What was simulated under a configuration of true nulls. */
export interface SimulatedErrors {
  name: string;
  /** indices of the tests whose null is true */
  nulls: number[];
  familywise: Simulated;
  /** by test, whether its null is true or not */
  rejected: Simulated[];
}

/** Errors in the form of answers. @param names of the tests */
export function errorsOf(errors: readonly SimulatedErrors[], names: readonly string[]) {
  return errors.map(({ name, nulls, familywise, rejected }) => ({
    truth: name,
    nulls: nulls.map((i) => names[i]!),
    familywise: known(familywise),
    rejected: rejected.map(known),
  }));
}

/**
 * By test, the share of alpha that it has at first and the most that it can get; one number where they are the same, none for a test
 * that gets nothing.
 *
 * @param graph undefined: Hochberg's procedure
 */
export function sharesOfAlpha(count: number, graph: TestGraph | undefined): number[][] {
  const everything = 2 ** count - 1;
  const after = graph && weightsAfter(graph);
  return Array.from({ length: count }, (_, i) => {
    const shares = after ? [after(0)[i]!, after(everything & ~(1 << i))[i]!] : [1 / count, 1];
    return [...new Set(shares)].filter((share) => share > 0);
  });
}
