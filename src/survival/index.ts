export { aalenJohansen, type IncidenceCurves } from './aalen-johansen.ts';
export {
  type ChiSquareTest,
  type CoxCoefficient,
  type CoxFit,
  type CoxOptions,
  coxPh,
} from './cox/cox-ph.ts';
export type { CoxIndividuals } from './cox/data.ts';
export type { Ties } from './cox/partial-likelihood.ts';
export {
  type ProportionalHazardsTest,
  proportionalHazardsTest,
  type TimeTransform,
} from './cox/proportional-hazards.ts';
export type { CountedCurve, SurvivalCurve, SurvivalLine } from './curve.ts';
export type { GroupedIndividuals, Labels } from './grouped.ts';
export type { EventRows } from './hazard-ratio.ts';
export {
  eventRows,
  fitHazardRatio,
  type HazardRatio,
  hazardRatio,
  type TwoGroups,
} from './hazard-ratio.ts';
export { type IntervalKind, type IntervalOptions, survivalInterval, survivalIntervals } from './interval.ts';
export { kaplanMeier, survivalAt } from './kaplan-meier.ts';
export { checkLifeTable, type Individuals, type LifeTable, lifeTable } from './life-table.ts';
export { type TiedTimes, tieNearTimes } from './near-ties.ts';
export { type HazardCurve, nelsonAalen } from './nelson-aalen.ts';
export { type QuantileOptions, quantile, quantileTime } from './quantile.ts';
export type { Changes, PublishedCurve } from './reconstruct/published-curve.ts';
export { type Reconstruction, reconstruct } from './reconstruct/reconstruct.ts';
export { type RiskTable, type RiskTables, riskTables, riskTablesOf } from './risk-table.ts';
export { type RmstOptions, rmst } from './rmst.ts';
export type { FlemingHarrington } from './statistics/fleming-harrington.ts';
export { type GrayOptions, type GrayTest, grayTest, grayTestOf } from './statistics/gray.ts';
export { type LogRank, logRank, logRankOf } from './statistics/log-rank.ts';
export {
  MAX_COMBO_WEIGHTS,
  type MaxCombo,
  type MaxComboOptions,
  maxCombo,
  maxComboOf,
} from './statistics/max-combo.ts';
export {
  type Contrast,
  compareRmst,
  type MeanWithInterval,
  type RmstCompareOptions,
  type RmstComparison,
  rmstTest,
} from './statistics/rmst-test.ts';
