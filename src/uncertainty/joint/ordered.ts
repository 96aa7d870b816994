import type { Problem } from '../../language/problem.ts';
import type { Order } from './joint.ts';
import type { Found } from './together.ts';

/** Numbers that must keep their order, the lowest first. @param find finds a number by its name */
export function orderOf(
  names: readonly string[],
  index: number,
  find: (name: string) => Found,
): { order?: Order; problems: Problem[] } {
  const seen = new Map<string, string>();
  const problems: Problem[] = [];
  let before: { name: string; value: number } | undefined;
  const members = names.flatMap((name, i) => {
    const found = find(name);
    const add = (message: string) =>
      problems.push({ path: ['ordered', index, i], message, severity: 'error' });
    if (found.why !== undefined) {
      add(`${name} ${found.why}`);
      return [];
    }
    const { value } = found;
    if (before && value < before.value)
      add(
        `${name} is ${value} and stands after ${before.name}, which is ${before.value}; the lowest stands first`,
      );
    before = { name, value };
    const other = seen.get(found.key);
    seen.set(found.key, name);
    if (other === name) add(`${name} stands here twice`);
    else if (other !== undefined) add(`${name} and ${other} are one piece of evidence, which is drawn once`);
    return [found];
  });
  if (problems.length > 0) return { problems };
  return {
    order: { names: [...names], keys: members.map(({ key }) => key), laws: members.map(({ law }) => law) },
    problems,
  };
}
