import type { VariantJob } from '../variants/simulate.ts';

/** All that a draw depends on but its number. */
export type DrawJob = VariantJob;

/** Draws first .. first + count - 1. */
export interface DrawRange {
  first: number;
  count: number;
}

/** What some draws gave; columns run draw by draw, in a draw strategy by strategy, in a strategy outcome by outcome. */
export interface DrawResults {
  /** NaN: not reached by the horizon, or a share of nobody */
  values: Float64Array;
  /** squared Monte Carlo standard error of each value */
  variances: Float64Array;
  /** of the value less the reference's, of the same patients; of the reference itself 0 */
  pairedVariances: Float64Array;
  /** values of the parameters, draw by draw, in the order of `drawn`; of counts NaN */
  parameters: Float64Array;
  /** survival, draw by draw, in a draw strategy by strategy, in a strategy endpoint by endpoint, at the curve's times */
  curves: Float64Array;
  /** likewise: its squared Monte Carlo standard errors, and those of survival less the reference's */
  curveVariances: Float64Array;
  pairedCurveVariances: Float64Array;
  /** draws whose numbers cannot be together, with why */
  impossible: { draw: number; message: string }[];
}
