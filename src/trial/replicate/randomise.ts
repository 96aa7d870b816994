import type { Enrolled } from '../design.ts';
import { blockOf, fixedCounts, randomisationOf } from './assign.ts';
import { stratumBounds, stratumOf } from './strata.ts';

/** Uniform draws on (0, 1) for a block of replicates: for the arm, for the stratum, and for what else a trial asks for. */
export interface RandomisationDraws {
  arm: Float64Array;
  stratum: Float64Array;
  others?: readonly Float64Array[];
  /** draws per replicate */
  stride: number;
}

/** The arms of one trial's patients in order of randomisation; reused for the next trial. */
export interface Assignments {
  arm: Uint8Array;
  /**
   * for randomisation within strata: each patient's stratum, and how many entered just before who are in strata not
   * enrolled
   */
  stratum: Uint8Array;
  passed: Int32Array;
  /** patients of each arm */
  counts: number[];
}

/**
 * Assigns patients to arms in turn. Each draw takes one of the places left in the current block, so that all orders
 * of a block are equally likely. With simple randomisation the place is not used up.
 *
 * @returns a function that gives the assignments of replicate `r` of a block, in the same columns each time; with one
 *   arm it needs no draws
 * @throws RangeError for blocks that cannot have the ratio, or for stratified blocks without strata
 */
export function randomiser(
  design: Enrolled,
): (draws: RandomisationDraws | undefined, r: number) => Assignments {
  const { allocation, patients, strata } = design;
  const places = placesOf(design);
  const randomisation = randomisationOf(design);
  const isWithinStrata = randomisation.kind === 'blocks' && randomisation.withinStrata;
  const taken = randomisation.kind === 'simple' ? 0 : 1;
  const bounds = stratumBounds(strata);
  // places left in the current block, by stratum
  const controls = new Int32Array(strata.length);
  const treated = new Int32Array(strata.length);
  const assignments: Assignments = {
    arm: new Uint8Array(patients),
    stratum: new Uint8Array(patients),
    passed: new Int32Array(patients),
    counts: fixedCounts(allocation, patients),
  };
  const { arm, stratum, passed, counts } = assignments;
  return (draws, r) => {
    if (allocation.length === 1 || !draws) return assignments;
    const first = r * draws.stride;
    controls.fill(0);
    treated.fill(0);
    counts[1] = 0;
    let entered = 0;
    for (let k = 0; k < patients; k++) {
      let s = 0;
      if (isWithinStrata) {
        const before = entered;
        do s = stratumOf(bounds, draws.stratum[first + entered++]!);
        while (!strata[s]!.enrolled);
        stratum[k] = s;
        passed[k] = entered - before - 1;
      }
      if (controls[s]! + treated[s]! === 0) {
        controls[s] = places[0]!;
        treated[s] = places[1]!;
      }
      const isTreated = draws.arm[first + k]! * (controls[s]! + treated[s]!) >= controls[s]!;
      if (isTreated) treated[s]! -= taken;
      else controls[s]! -= taken;
      arm[k] = Number(isTreated);
      counts[1]! += Number(isTreated);
    }
    counts[0] = patients - counts[1]!;
    return assignments;
  };
}

/** The places of each arm in a complete block. */
function placesOf(design: Enrolled): number[] {
  const { title, allocation, patients, strata } = design;
  const randomisation = randomisationOf(design);
  if (randomisation.kind === 'random allocation') return fixedCounts(allocation, patients);
  if (randomisation.kind === 'simple') return [...allocation];
  const { block, withinStrata } = randomisation;
  const times = block / blockOf(allocation);
  if (!(Number.isInteger(times) && times > 0))
    throw new RangeError(
      `${title}: a block has ${block} patients, must be a multiple of ${blockOf(allocation)} for the allocation ratio`,
    );
  if (withinStrata && strata.length < 2)
    throw new RangeError(`${title}: there are no strata to randomise within`);
  return allocation.map((count) => count * times);
}
