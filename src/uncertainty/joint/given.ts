import type { Problem } from '../../language/problem.ts';
import type { UncertaintyLaw } from '../law.ts';
import type { NamedNumber } from '../numbers.ts';
import type { Joint } from './joint.ts';

/** The numbers of the file by name. */
export type Numbers = ReadonlyMap<string, NamedNumber>;

/** Numbers whose law comes from the rows of a posterior or the coefficients of a fit, instead of from their own evidence. */
export interface Given {
  /** by name of the number: its marginal law, and its origin, in place of a rule's name */
  laws: Map<string, { law: UncertaintyLaw; rule: string }>;
  joints: Joint[];
  problems: Problem[];
}

/** Each of these numbers has a key of its own, so that no other evidence draws it. */
export function givenKey(numbers: Numbers, name: string): string {
  return numbers.get(name)!.path.join('.');
}
