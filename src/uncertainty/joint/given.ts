import type { Problem } from '../../language/problem.ts';
import type { UncertaintyLaw } from '../law.ts';
import type { NamedNumber } from '../numbers.ts';
import type { Joint } from './joint.ts';

/** Numbers of the file by their names. */
export type Numbers = ReadonlyMap<string, NamedNumber>;

/** Numbers whose law is that of a posterior's rows or of a fit's coefficients, in place of what their own evidence gives. */
export interface Given {
  /** by name of the number: its law among the others, and whose it is, as a rule's name */
  laws: Map<string, { law: UncertaintyLaw; rule: string }>;
  joints: Joint[];
  problems: Problem[];
}

/** No other evidence draws these numbers: each has its own key. */
export function givenKey(numbers: Numbers, name: string): string {
  return numbers.get(name)!.path.join('.');
}
