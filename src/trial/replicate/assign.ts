import type { Enrolled, TrialDesign, TrialRandomisation } from '../design.ts';

/** The randomisation of a design: the one it gives, or the default for its kind of entry. */
export function randomisationOf({
  allocation,
  accrual,
  randomisation,
}: Pick<TrialDesign, 'allocation' | 'accrual' | 'randomisation'>): TrialRandomisation {
  if (randomisation) return randomisation;
  if (allocation.length === 1 || accrual.entry === 'uniform') return { kind: 'random allocation' };
  return { kind: 'blocks', block: 2 * blockOf(allocation), withinStrata: false };
}

/** Whether each patient's arm is drawn individually. */
export function drawsArms(design: Enrolled): boolean {
  return design.allocation.length > 1 && !isByArm(design);
}

/**
 * Whether each arm can be filled separately: entry times are independent of the arm, and the numbers per arm are
 * fixed.
 */
export function isByArm(design: Enrolled): boolean {
  return design.accrual.entry === 'uniform' && randomisationOf(design).kind === 'random allocation';
}

/** The number of patients in the smallest block with the allocation ratio. */
export function blockOf(allocation: readonly number[]): number {
  return allocation.reduce((sum, count) => sum + count, 0);
}

/** The numbers per arm when the ratio fixes them. An incomplete last block is filled control first. */
export function fixedCounts(allocation: readonly number[], patients: number): number[] {
  const block = blockOf(allocation);
  const remainder = patients % block;
  let before = 0;
  return allocation.map((count) => {
    const ofRemainder = Math.min(count, Math.max(0, remainder - before));
    before += count;
    return Math.floor(patients / block) * count + ofRemainder;
  });
}

/** Standard deviations of reserve in a number of patients: fewer than one trial in 10^15 needs more. */
const RESERVE_DEVIATIONS = 8;

/** The largest number of patients that each arm can have; exceeded in fewer than one trial in 10^15. */
export function mostCounts(design: Enrolled): number[] {
  const { allocation, patients, strata } = design;
  const randomisation = randomisationOf(design);
  if (randomisation.kind === 'random allocation') return fixedCounts(allocation, patients);
  const all = blockOf(allocation);
  return allocation.map((count) => {
    const share = count / all;
    if (randomisation.kind === 'simple') {
      const deviation = Math.sqrt(patients * share * (1 - share));
      return Math.min(
        patients,
        Math.ceil(patients * share + RESERVE_DEVIATIONS * (deviation + RESERVE_DEVIATIONS)),
      );
    }
    const { block, withinStrata } = randomisation;
    const inBlock = share * block;
    if (!withinStrata) return Math.floor(patients / block) * inBlock + Math.min(patients % block, inBlock);
    // the last block of each stratum may start with all patients of this arm
    return Math.min(patients, Math.ceil(share * patients + strata.length * inBlock * (1 - share)));
  });
}

/**
 * How many must enter to enrol a number of patients, given the enrolled share; too few in fewer than one trial in
 * 10^15.
 */
export function enteringFor(enrolled: number, share: number): number {
  if (share === 1) return enrolled;
  return Math.ceil(
    (enrolled +
      RESERVE_DEVIATIONS * RESERVE_DEVIATIONS +
      RESERVE_DEVIATIONS * Math.sqrt(enrolled + RESERVE_DEVIATIONS * RESERVE_DEVIATIONS)) /
      share,
  );
}
