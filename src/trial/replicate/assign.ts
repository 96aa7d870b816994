import type { TrialDesign, TrialRandomisation } from '../design.ts';

/** How a design randomises: as it says, or by what is usual with its way of entry. */
export function randomisationOf({
  allocation,
  accrual,
  randomisation,
}: Pick<TrialDesign, 'allocation' | 'accrual' | 'randomisation'>): TrialRandomisation {
  if (randomisation) return randomisation;
  if (allocation.length === 1 || accrual.entry === 'uniform') return { kind: 'random allocation' };
  return { kind: 'blocks', block: 2 * blockOf(allocation), withinStrata: false };
}

/** Whether arms are drawn for a design's patients one by one. */
export function drawsArms(design: TrialDesign): boolean {
  return design.allocation.length > 1 && !isByArm(design);
}

/** Whether each arm is filled by itself: who comes when is independent of the arm, and the numbers are fixed. */
export function isByArm(design: TrialDesign): boolean {
  return design.accrual.entry === 'uniform' && randomisationOf(design).kind === 'random allocation';
}

/** Patients of the smallest block that has the ratio. */
export function blockOf(allocation: readonly number[]): number {
  return allocation.reduce((sum, count) => sum + count, 0);
}

/** Patients of each arm where their numbers are fixed by the ratio; of a block that is cut short, control first. */
export function fixedCounts(allocation: readonly number[], patients: number): number[] {
  const block = blockOf(allocation);
  const rest = patients % block;
  let before = 0;
  return allocation.map((count) => {
    const ofRest = Math.min(count, Math.max(0, rest - before));
    before += count;
    return Math.floor(patients / block) * count + ofRest;
  });
}

/** Standard deviations of a number that are kept in store: one trial in 10^15 runs short. */
const STORE = 8;

/** The most patients that each arm can come to have, but for one trial in 10^15. */
export function mostCounts(design: TrialDesign): number[] {
  const { allocation, patients, strata } = design;
  const randomisation = randomisationOf(design);
  if (randomisation.kind === 'random allocation') return fixedCounts(allocation, patients);
  const all = blockOf(allocation);
  return allocation.map((count) => {
    const share = count / all;
    if (randomisation.kind === 'simple') {
      const deviation = Math.sqrt(patients * share * (1 - share));
      return Math.min(patients, Math.ceil(patients * share + STORE * (deviation + STORE)));
    }
    const { block, withinStrata } = randomisation;
    const inBlock = share * block;
    if (!withinStrata) return Math.floor(patients / block) * inBlock + Math.min(patients % block, inBlock);
    // the last block of each stratum may begin with all of this arm
    return Math.min(patients, Math.ceil(share * patients + strata.length * inBlock * (1 - share)));
  });
}

/** How many must enter for so many to be enrolled, where a share of those who enter is, but for one trial in 10^15. */
export function enteringFor(enrolled: number, share: number): number {
  if (share === 1) return enrolled;
  return Math.ceil((enrolled + STORE * STORE + STORE * Math.sqrt(enrolled + STORE * STORE)) / share);
}
