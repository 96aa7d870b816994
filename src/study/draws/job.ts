import type { VariantJob } from '../variants/simulate.ts';

/** Everything on which a draw depends, except its number. */
export type DrawJob = VariantJob;

/** Draws first .. first + count - 1. */
export interface DrawRange {
  first: number;
  count: number;
}

/** The results of some draws. Columns are ordered by draw, then strategy, then outcome. */
export interface DrawResults {
  /** NaN: not reached by the horizon, or a share of nobody */
  values: Float64Array;
  /** squared Monte Carlo standard error of each value */
  variances: Float64Array;
  /** likewise of the paired difference from the reference; 0 for the reference itself */
  pairedVariances: Float64Array;
  /** values of the parameters, by draw, in the order of `drawn`; NaN for counts */
  parameters: Float64Array;
  /** survival at the curve's times, ordered by draw, then strategy, then endpoint */
  curves: Float64Array;
  /** in the same order: its squared Monte Carlo standard errors, and those of its difference from the reference */
  curveVariances: Float64Array;
  pairedCurveVariances: Float64Array;
  /** impossible draws, with the reason */
  impossible: { draw: number; message: string }[];
}
