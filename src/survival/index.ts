export { aalenJohansen, type IncidenceCurves } from './aalen-johansen.ts';
export {
  eventRows,
  fitHazardRatio,
  type HazardRatio,
  hazardRatio,
  type TwoGroups,
} from './hazard-ratio.ts';
export { type IntervalKind, type IntervalOptions, survivalInterval, survivalIntervals } from './interval.ts';
export { kaplanMeier, type SurvivalCurve, survivalAt } from './kaplan-meier.ts';
export { checkLifeTable, type Individuals, type LifeTable, lifeTable } from './life-table.ts';
export { type HazardCurve, nelsonAalen } from './nelson-aalen.ts';
export { type QuantileOptions, quantile, quantileTime } from './quantile.ts';
export { type RmstOptions, rmst } from './rmst.ts';
