import { notDefined } from '../../language/names.ts';
import type { Problem } from '../../language/problem.ts';
import { valueAt } from '../../language/shapes.ts';

/** An entry of a list that was left out because of its shape. */
export interface LeftOut {
  path: Problem['path'];
  value: unknown;
}

/**
 * Misspelt states in transitions that were left out. Later checks do not see these transitions, but the user wants all
 * mistakes at once.
 *
 * @param content the file as parsed
 * @returns places of the names, and messages
 */
export function lostStates(
  content: object,
  leftOut: readonly LeftOut[],
): { path: Problem['path']; message: string }[] {
  const known = stateNames(content);
  return leftOut.flatMap(({ path, value }) => {
    const to = valueAt(value, ['to']);
    const isTransition = path.includes('transitions') || path.includes('everywhere');
    if (!isTransition || typeof to !== 'string' || known.includes(to)) return [];
    return [{ path: [...path, 'to'], message: notDefined('state', to, known) }];
  });
}

/** Names of all states, of the scenario and of its strategies. */
function stateNames(content: object): string[] {
  const strategies = Object.values(asMap(valueAt(content, ['strategies'])));
  const sections = [
    valueAt(content, ['states']),
    ...strategies.map((strategy) => valueAt(strategy, ['states'])),
  ];
  return sections.flatMap((section) => Object.keys(asMap(section)));
}

function asMap(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
