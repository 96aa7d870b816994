import { sampleQuantile } from '../../math/sample-quantile.ts';
import { FewRowsError } from '../../math/smoothing/few-rows.ts';
import type { SmoothFit } from '../../math/smoothing/penalised.ts';
import { splineSmoother } from '../../math/smoothing/splines.ts';
import { momentsOf } from './summary.ts';

/** The share of a figure's parameter variance that one number, or all numbers of one source, explain. */
export interface Driver {
  name: string;
  /** variance of the figure's conditional mean given the number, as a share of the parameter variance: from 0 to 1 */
  share: number;
  /** for one number: mean of the figure at both ends of the number's 95% interval, over the draws of all others */
  ends?: { low: DriverEnd; high: DriverEnd };
}

export interface DriverEnd {
  /** of the number */
  at: number;
  /** of the figure */
  mean: number;
}

export interface DriverGroup {
  name: string;
  /** values by draw */
  columns: readonly Float64Array[];
}

/** A figure by draw, without NaN, and the patients' part of its variance, which no number explains. */
export interface DrivenFigure {
  values: Float64Array;
  variance: number;
}

/** With more columns a regression needs too many draws. */
const MOST_TOGETHER = 12;

/**
 * The first-order effects (main effects) of numbers on figures: the expected share of the variance that would vanish if the number were
 * known. Shares of single numbers sum to less than 1 if numbers interact.
 *
 * @returns for each figure the groups that can be estimated, the largest first; none if the parameters do not vary it
 *
 * Source: Saltelli et al. (2008), Global Sensitivity Analysis, section 1.2; by regression, Strong, Oakley & Brennan (2014).
 */
export function driversOf(groups: readonly DriverGroup[], figures: readonly DrivenFigure[]): Driver[][] {
  const found = figures.map((): Driver[] => []);
  for (const { name, columns } of groups) {
    const known = columns.filter((column) => !column.some(Number.isNaN));
    if (known.length === 0 || known.length > MOST_TOGETHER) continue;
    const smooth = smootherOf(known);
    if (!smooth) continue;
    for (const [k, { values, variance }] of figures.entries()) {
      const { spread } = momentsOf(values);
      const parameter = spread - variance;
      if (!(parameter > 0)) continue;
      const fit = smooth(values);
      // the share that a regression on pure noise would explain
      const noise = ((spread - momentsOf(fit.fitted).spread) * (fit.degrees - 1)) / values.length;
      const share = (momentsOf(fit.fitted).spread - noise) / parameter;
      const ends = columns.length === 1 ? endsOf(columns[0]!, fit) : undefined;
      found[k]!.push({ name, share: Math.min(1, Math.max(0, share)), ...(ends && { ends }) });
    }
  }
  return found.map((drivers) => drivers.sort((a, b) => b.share - a.share));
}

/** Undefined if the regression needs more draws. */
function smootherOf(columns: readonly Float64Array[]) {
  try {
    return splineSmoother(columns, columns[0]!.length);
  } catch (error) {
    if (error instanceof FewRowsError) return undefined;
    throw error;
  }
}

/** The fitted mean at both ends of a number's interval, averaged over the draws near each end. */
function endsOf(column: Float64Array, { fitted }: SmoothFit): Driver['ends'] {
  const sorted = column.slice().sort();
  const order = Array.from(column, (_, d) => d).sort((a, b) => column[a]! - column[b]!);
  const end = (p: number): DriverEnd => ({
    at: sampleQuantile(sorted, p),
    mean: fitted[order[Math.round((column.length - 1) * p)]!]!,
  });
  return { low: end(0.025), high: end(0.975) };
}
