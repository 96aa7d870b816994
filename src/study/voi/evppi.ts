import { splineSmoother } from '../../math/spline-regression.ts';
import { momentsOf } from '../psa/summary.ts';

/** What it is worth to know some numbers before choosing a strategy, in the unit of the outcome. */
export interface Evppi {
  value: number;
  /** standard error, by leaving out one tenth of the draws after the other */
  se: number;
  /** of the regression, of the strategy whose difference from the reference varies most */
  rSquared: number;
}

/** Parts of the draws that are left out in turn. */
const PARTS = 10;

/**
 * The expected value of knowing some numbers, by regression: the best strategy given the numbers is better, on average, than the
 * one that is best on average.
 *
 * @param columns values of the numbers, draw by draw
 * @param differences of each strategy but the reference from the reference, draw by draw; the chance of the patients may be left
 *   in, since the regression averages over it
 * @param evpi the value of knowing everything, which knowing something cannot pass
 * @throws RangeError for fewer draws than the regression needs
 *
 * Source: Strong, Oakley & Brennan (2014), Medical Decision Making 34:311. Checked against closed forms in test/study/voi.
 */
export function evppiOf(
  columns: readonly Float64Array[],
  differences: readonly Float64Array[],
  evpi: number,
): Evppi {
  const { value, rSquared } = byRegression(columns, differences);
  const draws = differences[0]!.length;
  const left = Array.from({ length: PARTS }, (_, part) => {
    const keep = (column: Float64Array) => column.filter((_, d) => d % PARTS !== part);
    return byRegression(columns.map(keep), differences.map(keep)).value;
  });
  const { spread } = momentsOf(left);
  // the jackknife by groups
  const se = draws < PARTS ? NaN : Math.sqrt((spread * (PARTS - 1) ** 2) / PARTS);
  return { value: Math.min(evpi, Math.max(0, value)), se, rSquared };
}

function byRegression(columns: readonly Float64Array[], differences: readonly Float64Array[]) {
  const smooth = splineSmoother(columns, differences[0]!.length);
  const fits = differences.map(smooth);
  const widest = differences
    .map((column) => momentsOf(column).spread)
    .reduce((best, spread, s, all) => (spread > all[best]! ? s : best), 0);
  return { value: valueOfKnowing(fits.map(({ fitted }) => fitted)), rSquared: fits[widest]!.rSquared };
}

/** Mean of the best, less the best of the means; the reference has difference 0. */
export function valueOfKnowing(differences: readonly Float64Array[]): number {
  const means = differences.map((column) => momentsOf(column).mean);
  const best = Float64Array.from(differences[0]!, (_, d) =>
    Math.max(0, ...differences.map((column) => column[d]!)),
  );
  return momentsOf(best).mean - Math.max(0, ...means);
}
