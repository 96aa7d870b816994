import { gaussianProcessSmoother } from '../../math/smoothing/gaussian-process.ts';
import { PARTS, type Smoother } from '../../math/smoothing/penalised.ts';
import { splineSmoother } from '../../math/smoothing/splines.ts';
import { valueOfKnowing } from '../psa/perfect-information.ts';
import { momentsOf } from '../psa/summary.ts';

/** The expected value of partial perfect information: of knowing some numbers before choosing a strategy, in the unit of the outcome. */
export interface Evppi {
  /** from 0 to the EVPI */
  value: number;
  /** standard error by the jackknife over tenths of the draws */
  se: number;
  /** of the regression, of the strategy whose difference from the reference varies most */
  rSquared: number;
  /** effective degrees of freedom, likewise */
  degrees: number;
  method: 'splines' | 'gaussian process';
}

/** With more columns the smoother is a Gaussian process. */
const MOST_SPLINES = 4;

/**
 * The EVPPI by regression: the mean gain of the best strategy given the numbers over the
 * strategy that is best on average.
 *
 * @param columns values of the numbers, by draw
 * @param differences of each strategy except the reference from the reference, by draw; the patients' part may be included,
 *   since the regression averages over it
 * @param evpi the EVPI, an upper bound
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
    // grouped jackknife
    se: draws < PARTS ? NaN : Math.sqrt((spread * (PARTS - 1) ** 2) / PARTS),
    rSquared: fits[widest]!.rSquared,
    degrees: fits[widest]!.degrees,
    method: isSpline ? 'splines' : 'gaussian process',
  };
}

/** Puts the reference, with differences of 0, before the others. */
export function withReference(differences: readonly Float64Array[]): Float64Array[] {
  return [new Float64Array(differences[0]!.length), ...differences];
}
