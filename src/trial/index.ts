/** Clinical trials as a library: designs, their simulation, and closed forms. */

export { conditionalError, remainingBoundaries } from '../combination/conditional-error.ts';
export { fisherCriticalValues, fisherCrossing } from '../combination/fisher.ts';
export { inverseNormal } from '../combination/inverse-normal.ts';
export { type PopulationTest, populationsP, populationTests } from '../combination/two-populations.ts';
export type { AccrualPiece } from '../formulas/accrual.ts';
export {
  type Accrual,
  accrualOf,
  enteredBy,
  uniformAccrual,
} from '../formulas/accrual.ts';
export type { AverageHazardRatios } from '../formulas/average-hazard-ratio.ts';
export { averageHazardRatio } from '../formulas/average-hazard-ratio.ts';
export { type BinomialLooks, binomialCrossing } from '../formulas/binomial-looks.ts';
export type { ExpectedEvents } from '../formulas/expected-events.ts';
export { expectedEvents, timeOfEvents } from '../formulas/expected-events.ts';
export type { LachinFoulkesOptions, LachinFoulkesSize } from '../formulas/lachin-foulkes.ts';
export { lachinFoulkesPatients, lachinFoulkesPower } from '../formulas/lachin-foulkes.ts';
export type { LogRankFormula, ProportionalEffect } from '../formulas/log-rank-events.ts';
export { eventsForPower, logRankFormulas, powerOfEvents } from '../formulas/log-rank-events.ts';
export type { Test } from '../formulas/normal-power.ts';
export {
  constantHazard,
  hazardOfMedian,
  hazardOfShare,
  hazardTimesRatio,
  type PiecewiseHazard,
} from '../formulas/piecewise-hazard.ts';
export { simonDesigns, type TwoStageDesign, type TwoStageQuestion } from '../formulas/simon.ts';
export type { SingleArm, SingleArmRates, SingleArmSize } from '../formulas/single-arm-binomial.ts';
export { singleArmSize, singleArmTest } from '../formulas/single-arm-binomial.ts';
export type { Arm, TwoArms } from '../formulas/two-arms.ts';
export type { Proportion, ProportionScale } from '../formulas/two-proportions.ts';
export { boschlooP, fisherP, newcombeInterval, twoProportionsZ } from '../formulas/two-proportions.ts';
export type { ExpectedScore, LogRankWeight } from '../formulas/weighted-log-rank.ts';
export { weightedLogRank, weightedLogRankPower } from '../formulas/weighted-log-rank.ts';
export { dunnettCritical, dunnettP, dunnettTail } from '../multiplicity/dunnett.ts';
export { adjustedP, type TestGraph } from '../multiplicity/graph.ts';
export { hochbergP } from '../multiplicity/hochberg.ts';
export type { ObservedBoundary, ObservedLooks } from '../sequential/as-observed.ts';
export { boundaryAsObserved } from '../sequential/as-observed.ts';
export {
  conditionalPower,
  driftGiven,
  predictivePower,
  type Remaining,
} from '../sequential/conditional-power.ts';
export type { Boundaries } from '../sequential/crossing.ts';
export { type Crossing, crossingProbabilities } from '../sequential/crossing.ts';
export type { EfficacyRule, FutilityRule } from '../sequential/design.ts';
export { designSequential, type SequentialDesign, type SequentialPlan } from '../sequential/design.ts';
export { type ChanceUnder, futilityAtChance, type LookAhead } from '../sequential/futility-by-chance.ts';
export { hazardRatioToZ, zToHazardRatio } from '../sequential/hazard-ratio-scale.ts';
export {
  type MultiArmLooks,
  type MultiArmPlan,
  type MultiArmRule,
  multiArmBoundaries,
  multiArmCrossing,
} from '../sequential/multi-arm.ts';
export { driftForPower, sequentialPower } from '../sequential/operating-characteristics.ts';
export { givenSpending } from '../sequential/spending/given.ts';
export { spendingFamilies } from '../sequential/spending/index.ts';
export type { Spending, SpendingFamily } from '../sequential/spending/spending.ts';
export type {
  Adaptation,
  AdaptiveMethod,
  AdaptiveRule,
  AssumedEffect,
  RuleAction,
  RuleCondition,
  RuleMeasure,
} from './adaptation.ts';
export type { IllnessDeath, IllnessDeathKey } from './arms/illness-death.ts';
export type { DecisionCondition, DecisionRule, Side } from './decision.ts';
export type {
  ArmLaw,
  ArmPart,
  AtMargin,
  LawArm,
  Look,
  Observation,
  PartEvents,
  ProportionTest,
  StrategyArm,
  TrialAccrual,
  TrialArm,
  TrialDesign,
  TrialRandomisation,
  TrialStratum,
  TrialTest,
} from './design.ts';
export type { Outline } from './expected/cells.ts';
export type { Chances, ExpectedLook } from './expected/closed-form.ts';
export type { FormulaAnswer } from './expected/formulas.ts';
export type { FutilityScale, FutilitySetting } from './expected/futility-scale.ts';
export type { ClosedFormAnswer } from './expected/index.ts';
export { type ClosedForm, closedFormOf } from './expected/index.ts';
export type {
  HypothesesCharacteristics,
  HypothesisCharacteristics,
} from './hypotheses/characteristics.ts';
export type {
  Assessed,
  Cohort,
  HypothesesDesign,
  HypothesesLook,
  Hypothesis,
  Population,
  SuccessCondition,
} from './hypotheses/design.ts';
export { type NullConfiguration, nullConfigurations } from './hypotheses/nulls.ts';
export type { TestStep } from './hypotheses/procedure.ts';
export { type HypothesesReplicate, hypothesesReplicate } from './hypotheses/replicate-alone.ts';
export { type SimulateHypothesesOptions, simulateHypotheses } from './hypotheses/simulate.ts';
export { type FindHypothesesSizeOptions, findHypothesesSize } from './hypotheses/size.ts';
export type { BoundaryRules } from './language/boundaries.ts';
export { type ResolvedHypotheses, resolveHypotheses } from './language/hypotheses.ts';
export { type ResolvedMultiArm, resolveMultiArm } from './language/multi-arm.ts';
export type { LocatedProblem, ReadTrial } from './language/read.ts';
export { readTrial } from './language/read.ts';
export type { ResolveContext, Resolved } from './language/resolve.ts';
export { resolveTrial } from './language/resolve.ts';
export {
  type Decision,
  type MonitoredLook,
  type Monitoring,
  monitorTrial,
  type RatioInterval,
  type Scales,
  type Seen,
  type SeenLook,
} from './monitor.ts';
export type {
  ComparisonCharacteristics,
  MultiArmCharacteristics,
} from './multi-arm/characteristics.ts';
export type { ArmsProcedure, MultiArmDesign, MultiArmLook, Selection } from './multi-arm/design.ts';
export { type ArmsNulls, armsNulls } from './multi-arm/nulls.ts';
export type { ArmsStep } from './multi-arm/procedure.ts';
export { type MultiArmReplicate, multiArmReplicate } from './multi-arm/replicate-alone.ts';
export { simulateMultiArm } from './multi-arm/simulate.ts';
export type {
  AdaptationCharacteristics,
  Distributed,
  LookCharacteristics,
  OperatingCharacteristics,
  Simulated,
  SimulatedQuantile,
  Truth,
} from './operating-characteristics.ts';
export type { AdaptedLook, TrialPatient } from './replicate-alone.ts';
export { type ReplicateAlone, replicateAlone } from './replicate-alone.ts';
export { type SimulateTrialOptions, simulateTrial } from './simulate.ts';
export { type FindSizeOptions, type FoundSize, findSize } from './size.ts';
