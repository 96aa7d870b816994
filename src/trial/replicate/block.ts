import type { ArmColumns } from '../arms/columns.ts';
import type { RandomisationDraws } from './randomise.ts';

/** An arm's simulated patients: outcome columns of the kernel, replicate after replicate. */
export interface ArmPatients {
  arm: ArmColumns;
  outcomes: readonly Float64Array[];
  /** patients of a replicate */
  stride: number;
}

/** What some replicates in a row are made of. */
export interface Block {
  arms: readonly ArmPatients[];
  /** undefined where nothing is drawn to randomise: see `drawsArms` */
  draws?: RandomisationDraws;
}

/** A trial could not be filled: fewer patients than needed among all that were simulated for it. */
export class ShortOfPatients extends Error {
  override name = 'ShortOfPatients';
  constructor(found: number, wanted: number, stride: number) {
    super(`${found} of ${wanted} patients found among ${stride}`);
  }
}
