import { splineRegression } from '../../math/smoothing/splines.ts';
import { momentsOf } from './summary.ts';

/** How much of a figure's parameter variance one number, or all numbers of one source, explain. */
export interface Driver {
  name: string;
  /** variance of the figure's mean given the number, as a share of the parameters' variance: from 0 to 1 */
  share: number;
}

export interface DriverGroup {
  name: string;
  /** values draw by draw */
  columns: readonly Float64Array[];
}

/** More columns together take too many draws to tell apart. */
const MOST_TOGETHER = 12;

/**
 * The first-order effect of numbers on a figure: the share of its variance over draws that would go if the number were
 * known. Shares of single numbers sum to less than 1 where numbers act together.
 *
 * @param values of the figure, draw by draw, without NaN
 * @param variance the patients' part of their variance, which no number explains
 * @returns the groups that can be told, the largest first
 *
 * Source: Saltelli et al. (2008), Global Sensitivity Analysis, section 1.2; by regression, Strong, Oakley & Brennan (2014).
 */
export function driversOf(groups: readonly DriverGroup[], values: Float64Array, variance: number): Driver[] {
  const { spread } = momentsOf(values);
  const parameter = spread - variance;
  if (!(parameter > 0)) return [];
  return groups
    .flatMap(({ name, columns }): Driver[] => {
      const known = columns.filter((column) => !column.some(Number.isNaN));
      if (known.length === 0 || known.length > MOST_TOGETHER) return [];
      try {
        const { fitted, degrees } = splineRegression(known, values);
        // what a regression on noise alone would find
        const noise = ((spread - momentsOf(fitted).spread) * (degrees - 1)) / values.length;
        const share = (momentsOf(fitted).spread - noise) / parameter;
        return [{ name, share: Math.min(1, Math.max(0, share)) }];
      } catch (error) {
        if (error instanceof RangeError) return [];
        throw error;
      }
    })
    .sort((a, b) => b.share - a.share);
}
