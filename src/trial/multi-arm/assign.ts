import { blockOf, fixedCounts, randomisationOf } from '../replicate/assign.ts';
import type { RandomisationDraws } from '../replicate/randomise.ts';
import type { MultiArmDesign } from './design.ts';

/** Assigns the patients of a trial to its open arms, one after the other. */
export interface Assigner {
  begin(): void;
  /** begins anew with patient `first` of `size`, when an arm has closed; those before keep their arms */
  reopen(first: number, size: number): void;
  /** the arm of patient k */
  next(k: number, draws: RandomisationDraws, r: number, isOpen: Uint8Array, stratum: number): number;
}

/**
 * Permuted blocks, within strata or not, a random order of all patients, or independent draws. Each patient's draw is their own;
 * when an arm closes, blocks begin anew with the ratio of the arms that are left.
 */
export function assigner(design: MultiArmDesign): Assigner {
  const { allocation, patients, strata } = design;
  const randomisation = randomisationOf(design);
  const isWithinStrata = randomisation.kind === 'blocks' && randomisation.withinStrata;
  const isUsedUp = randomisation.kind !== 'simple';
  const width = allocation.length;
  /** by stratum and arm, places left in the current block */
  const left = new Int32Array(strata.length * width);
  const times = randomisation.kind === 'blocks' ? randomisation.block / blockOf(allocation) : 1;
  let wanted = patients;

  /** Places of a new block. */
  function refill(at: number, isOpen: Uint8Array): void {
    const open = allocation.map((count, a) => (isOpen[a] === 1 ? count : 0));
    // one block of all patients who are left, in the ratio of the open arms
    const own =
      randomisation.kind === 'random allocation'
        ? fixedCounts(open, wanted)
        : open.map((count) => count * times);
    for (let a = 0; a < width; a++) left[at + a] = own[a]!;
  }

  return {
    begin() {
      left.fill(0);
      wanted = patients;
    },
    reopen(first, size) {
      left.fill(0);
      wanted = size - first;
    },
    next(k, draws, r, isOpen, stratum) {
      const at = isWithinStrata ? stratum * width : 0;
      let all = 0;
      for (let a = 0; a < width; a++) all += left[at + a]!;
      if (all === 0) {
        refill(at, isOpen);
        for (let a = 0; a < width; a++) all += left[at + a]!;
      }
      let place = draws.arm[r * draws.stride + k]! * all;
      let a = 0;
      while (a < width - 1 && !(place < left[at + a]!)) place -= left[at + a++]!;
      // the last arm may be closed
      while (left[at + a] === 0) a--;
      if (isUsedUp) left[at + a]!--;
      return a;
    },
  };
}
