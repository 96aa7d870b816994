import type { TrialRandomisation } from '../design.ts';
import type { Complaints } from './problems.ts';
import { range } from './ranges.ts';
import type { RawTrial } from './schema.ts';

/**
 * How patients come to their arms, as the design says; undefined where it does not.
 *
 * @param allocation patients of each arm, in smallest numbers
 */
export function givenRandomisation(
  { randomisation: raw, strata }: RawTrial,
  allocation: readonly number[],
  to: Complaints,
): TrialRandomisation | undefined {
  if (raw === undefined) return undefined;
  const path = ['randomisation'];
  if (allocation.length < 2) {
    to.complain(path, 'randomisation is between arms, must be left out: there is no control arm');
    return undefined;
  }
  if (raw === 'simple') return { kind: 'simple' };
  const smallest = allocation.reduce((sum, count) => sum + count, 0);
  const ratio = [...allocation].reverse().join(':');
  const block = to.number(
    raw.block,
    [...path, 'block'],
    range(
      (one) => one > 0 && one <= MOST && Number.isInteger(one / smallest),
      `a multiple of ${smallest}, the patients of the ratio ${ratio}, such as ${2 * smallest}`,
    ),
  );
  const withinStrata = raw['within-strata'];
  if (withinStrata && Object.keys(strata ?? {}).length < 2) {
    to.complain(
      [...path, 'within-strata'],
      'within-strata is true, must be left out: the design has no strata, which `strata` would name',
    );
    return undefined;
  }
  return block === undefined ? undefined : { kind: 'blocks', block, withinStrata };
}

/** Patients of a block: no trial has more. */
const MOST = 1_000_000;
