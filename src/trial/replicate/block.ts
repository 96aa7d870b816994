import type { ArmColumns } from '../arms/columns.ts';
import type { RandomisationDraws } from './randomise.ts';

/** The simulated patients of an arm: outcome columns of the kernel, one replicate after the other. */
export interface ArmPatients {
  arm: ArmColumns;
  outcomes: readonly Float64Array[];
  /** patients per replicate */
  stride: number;
}

/** The simulated data of consecutive replicates. */
export interface Block {
  arms: readonly ArmPatients[];
  /** undefined if randomisation needs no draws: see `drawsArms` */
  draws?: RandomisationDraws;
}

/** A trial could not be filled: too few of the patients simulated for it can be enrolled. */
export class TooFewPatientsError extends Error {
  override name = 'TooFewPatientsError';
  constructor(found: number, wanted: number, stride: number) {
    super(`${found} of ${wanted} patients found among ${stride}`);
  }
}
