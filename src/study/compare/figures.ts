import { between } from '../../estimates/endpoint.ts';
import { censorMidway } from '../../estimates/life-tables.ts';
import { errorAt, errorOfArea, errorOfQuantile, type UnevenRows } from '../../estimates/within-row.ts';
import { curveWithErrors, type ErrorsOnDemand } from '../../survival/greenwood.ts';
import { type EventRows, fitHazardRatio, type LifeTable, quantileTime, rmst } from '../../survival/index.ts';

/** The times at which curves are compared. */
export interface CompareQuestions {
  /** landmark times */
  at: readonly number[];
  /** restriction times of the mean survival time */
  rmst: readonly number[];
  /** ends of the periods for which separate hazard ratios are estimated, increasing */
  periods: readonly number[];
}

/** The figures of one curve; NaN where a figure does not exist. */
export interface CurveFigures {
  curve: ErrorsOnDemand;
  survival: number[];
  rmst: number[];
  median: number;
}

export function figuresOf(table: LifeTable, { at, rmst: taus }: CompareQuestions): CurveFigures {
  const curve = curveWithErrors(censorMidway(table));
  return {
    curve,
    survival: at.map((time) => between(curve.times, curve.survival, time)),
    rmst: taus.map((tau) => rmst(curve, tau, { rows: 'midpoint' }).value),
    median: quantileTime(curve, 0.5, true),
  };
}

/** The uncertainty of a curve's figures that comes from unknown times within rows of the grid, as standard errors. */
export function withinFigures(
  curve: ErrorsOnDemand,
  uneven: UnevenRows,
  { at, rmst: taus }: CompareQuestions,
): Omit<CurveFigures, 'curve'> {
  return {
    survival: at.map((time) => errorAt(curve.times, uneven, time)),
    rmst: taus.map((tau) => errorOfArea(curve.times, uneven, tau)),
    median: errorOfQuantile(curve, uneven, quantileTime(curve, 0.5, true)),
  };
}

/** Log hazard ratios of two curves: over all times, and in each period. */
export interface Ratios {
  overall: number;
  periods: number[];
}

export function ratiosOf(rows: EventRows, { periods }: Pick<CompareQuestions, 'periods'>): Ratios {
  return {
    overall: fitHazardRatio(rows).log,
    periods: periods.map((end, k) => fitHazardRatio(rows, periods[k - 1], end).log),
  };
}
