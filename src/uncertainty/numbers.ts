import { claimsOf, isDerived, type Path } from '../scenario/evidence/claims.ts';
import type { Scenario } from '../scenario/schema/index.ts';
import type { RawParameter } from '../scenario/schema/quantity.ts';

/** A number of the file, as lists of names refer to it. */
export interface NamedNumber {
  path: Path;
  figure: RawParameter;
  /** it is derived from other numbers and cannot be drawn itself */
  isDerived: boolean;
}

/**
 * Every number of a scenario by its name: `death-rate`, `tnt.death-rate` of a strategy's own, and
 * `states.ill.transitions.0.rate` of a number that stands where it is used.
 */
export function namedNumbers(scenario: Scenario): Map<string, NamedNumber> {
  return new Map(
    claimsOf(scenario).flatMap((claim) => {
      const { kind, path, fields } = claim;
      if (kind !== 'parameter') return [];
      return [[nameOf(path), { path, figure: fields as RawParameter, isDerived: isDerived(claim) }] as const];
    }),
  );
}

/** The path within its strategy of a number that a strategy defines. */
export function ownPath(path: readonly (string | number)[]): readonly (string | number)[] {
  return path[0] === 'strategies' ? path.slice(2) : path;
}

export function nameOf(path: readonly (string | number)[]): string {
  const own = ownPath(path);
  const name = own[0] === 'parameters' && own.length === 2 ? String(own[1]) : own.join('.');
  return path[0] === 'strategies' ? `${path[1]}.${name}` : name;
}
