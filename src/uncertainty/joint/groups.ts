import { unknownName } from '../../language/names.ts';
import type { Problem } from '../../language/problem.ts';
import type { Scenario } from '../../scenario/schema/index.ts';
import type { UncertaintyLaw } from '../law.ts';
import { addFit } from './fits.ts';
import type { Given, Numbers } from './given.ts';
import type { Joint, Order } from './joint.ts';
import { orderOf } from './ordered.ts';
import { addPosterior } from './posterior.ts';
import { type Found, togetherOf } from './together.ts';

/** Numbers whose law comes from the posterior or from a fit. */
export function givenJoints(scenario: Scenario, numbers: Numbers): Given {
  const given: Given = { laws: new Map(), joints: [], problems: [] };
  addPosterior(scenario, numbers, given);
  for (const [name, fit] of Object.entries(scenario.fits ?? {})) addFit(name, fit, numbers, given);
  return given;
}

/** All groups of numbers that are drawn jointly, and all orders that must be kept. */
export interface Groups {
  joints: Joint[];
  orders: Order[];
  problems: Problem[];
}

/**
 * @param drawn the drawn numbers by name
 * @param fixed the reason why a number is held, by name
 */
export function groupsOf(
  scenario: Scenario,
  numbers: Numbers,
  { drawn, fixed }: { drawn: ReadonlyMap<string, DrawnLaw>; fixed: ReadonlyMap<string, string> },
  given: Given,
): Groups {
  const find = (name: string): Found => {
    const found = drawn.get(name);
    if (found) return found;
    const why = fixed.get(name);
    if (why !== undefined)
      return {
        why: `is held fixed (${why}), so that it goes with nothing; give it a distribution or leave it out`,
      };
    return numbers.has(name)
      ? { why: 'follows from other parameters; name those' }
      : { why: unknown(name, numbers) };
  };
  const joints = [...given.joints];
  const problems = [...given.problems];
  const taken = new Map(joints.flatMap(({ keys, title }) => keys.map((key) => [key, title] as const)));
  (scenario.together ?? []).forEach((together, index) => {
    const { joint, problems: found } = togetherOf(together, index, find, taken);
    if (joint) joints.push(joint);
    problems.push(...found);
  });
  const orders = (scenario.ordered ?? []).flatMap((names, index) => {
    const { order, problems: found } = orderOf(names, index, find);
    problems.push(...found);
    return order ?? [];
  });
  return { joints, orders, problems };
}

export interface DrawnLaw {
  key: string;
  law: UncertaintyLaw;
  /** the value in the file */
  value: number;
}

/** The rest of a sentence that begins with the name. */
function unknown(name: string, numbers: Numbers): string {
  return unknownName('parameter', name, numbers.keys()).slice(`parameter "${name}" `.length);
}
