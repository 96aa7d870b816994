import type { TrialRandomisation } from '../design.ts';
import type { Issues } from './problems.ts';
import { range } from './ranges.ts';
import type { RawTrial } from './schema.ts';

/**
 * The randomisation that a design asks for; undefined if it does not, or if it has an error.
 *
 * @param allocation patients of each arm, in lowest terms
 */
export function givenRandomisation(
  { randomisation: raw, strata }: RawTrial,
  allocation: readonly number[],
  issues: Issues,
): TrialRandomisation | undefined {
  if (raw === undefined) return undefined;
  const path = ['randomisation'];
  if (allocation.length < 2) {
    issues.add(path, 'randomisation is between arms, must be left out: there is no control arm');
    return undefined;
  }
  if (raw === 'simple') return { kind: 'simple' };
  const smallest = allocation.reduce((sum, count) => sum + count, 0);
  const ratio = [...allocation].reverse().join(':');
  const block = issues.number(
    raw.block,
    [...path, 'block'],
    range(
      (value) => value > 0 && value <= MOST_PATIENTS && Number.isInteger(value / smallest),
      `a multiple of ${smallest}, the patients of the ratio ${ratio}, such as ${2 * smallest}`,
    ),
  );
  const withinStrata = raw['within-strata'];
  if (withinStrata && Object.keys(strata ?? {}).length < 2) {
    issues.add(
      [...path, 'within-strata'],
      'within-strata is true, must be left out: the design has no strata, which `strata` would name',
    );
    return undefined;
  }
  return block === undefined ? undefined : { kind: 'blocks', block, withinStrata };
}

/** The largest block: no trial has more patients. */
const MOST_PATIENTS = 1_000_000;
