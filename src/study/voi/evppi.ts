import { gaussianProcessSmoother } from '../../math/smoothing/gaussian-process.ts';
import { PARTS, type Smoother } from '../../math/smoothing/penalised.ts';
import { splineSmoother } from '../../math/smoothing/splines.ts';
import { valueOfKnowing } from '../psa/perfect-information.ts';
import { momentsOf } from '../psa/summary.ts';

/** What it is worth to know some numbers before choosing a strategy, in the unit of the outcome. */
export interface Evppi {
  /** from 0 to the value of knowing everything */
  value: number;
  /** standard error, by leaving out one tenth of the draws after the other */
  se: number;
  /** of the regression, of the strategy whose difference from the reference varies most */
  rSquared: number;
  /** effective degrees of freedom, likewise */
  degrees: number;
  method: 'splines' | 'gaussian process';
}

/** More columns together are smoothed by a Gaussian process. */
const MOST_SPLINES = 4;

/**
 * The expected value of knowing some numbers, by regression: the best strategy given the numbers is better, on average, than the
 * one that is best on average.
 *
 * @param columns values of the numbers, draw by draw
 * @param differences of each strategy but the reference from the reference, draw by draw; the chance of the patients may be left
 *   in, since the regression averages over it
 * @param evpi the value of knowing everything, which knowing something cannot pass
 * @throws FewRowsError for fewer draws than the regression needs
 *
 * Source: Strong, Oakley & Brennan (2014), Medical Decision Making 34:311. Checked against closed forms and R's mgcv in
 * test/study/voi.
 */
export function evppiOf(
  columns: readonly Float64Array[],
  differences: readonly Float64Array[],
  evpi: number,
): Evppi {
  const draws = differences[0]!.length;
  const isSpline = columns.length <= MOST_SPLINES;
  const smooth: Smoother = (isSpline ? splineSmoother : gaussianProcessSmoother)(columns, draws);
  const fits = differences.map(smooth);
  const { value } = valueOfKnowing(withReference(fits.map(({ fitted }) => fitted)));
  const left = Array.from({ length: PARTS }, (_, part) => {
    const kept = fits.map(({ without }) => without(part));
    return valueOfKnowing(withReference(kept)).value;
  });
  const { spread } = momentsOf(left);
  const widest = differences
    .map((column) => momentsOf(column).spread)
    .reduce((best, one, s, all) => (one > all[best]! ? s : best), 0);
  return {
    value: Math.min(evpi, Math.max(0, value)),
    // the jackknife by groups
    se: draws < PARTS ? NaN : Math.sqrt((spread * (PARTS - 1) ** 2) / PARTS),
    rSquared: fits[widest]!.rSquared,
    degrees: fits[widest]!.degrees,
    method: isSpline ? 'splines' : 'gaussian process',
  };
}

/** The reference, whose difference from itself is 0, before the others. */
export function withReference(differences: readonly Float64Array[]): Float64Array[] {
  return [new Float64Array(differences[0]!.length), ...differences];
}
