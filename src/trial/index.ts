/** Trials as a library: designs, their simulation, and the closed forms beside it. */
export {
  type Accrual,
  accrualOf,
  enteredBy,
  uniformAccrual,
} from '../formulas/accrual.ts';
export { averageHazardRatio } from '../formulas/average-hazard-ratio.ts';
export { expectedEvents, timeOfEvents } from '../formulas/expected-events.ts';
export { lachinFoulkesPatients, lachinFoulkesPower } from '../formulas/lachin-foulkes.ts';
export { eventsForPower, logRankFormulas, powerOfEvents } from '../formulas/log-rank-events.ts';
export {
  constantHazard,
  hazardOfMedian,
  hazardOfShare,
  hazardTimesRatio,
  type PiecewiseHazard,
} from '../formulas/piecewise-hazard.ts';
export { singleArmSize, singleArmTest } from '../formulas/single-arm-binomial.ts';
export type { TwoArms } from '../formulas/two-arms.ts';
export { weightedLogRank, weightedLogRankPower } from '../formulas/weighted-log-rank.ts';
export { boundaryAsObserved } from '../sequential/as-observed.ts';
export { type Crossing, crossingProbabilities } from '../sequential/crossing.ts';
export { designSequential, type SequentialDesign, type SequentialPlan } from '../sequential/design.ts';
export { hazardRatioToZ, zToHazardRatio } from '../sequential/hazard-ratio-scale.ts';
export { driftForPower, sequentialPower } from '../sequential/operating-characteristics.ts';
export { givenSpending } from '../sequential/spending/given.ts';
export { spendingFamilies } from '../sequential/spending/index.ts';
export type { Look, TrialArm, TrialDesign, TrialTest } from './design.ts';
export { type ClosedForm, closedFormOf } from './expected/index.ts';
export { readTrial } from './language/read.ts';
export { resolveTrial } from './language/resolve.ts';
export type { OperatingCharacteristics, Simulated, Truth } from './operating-characteristics.ts';
export { type ReplicateAlone, replicateAlone } from './replicate-alone.ts';
export { type SimulateTrialOptions, simulateTrial } from './simulate.ts';
export { type FindSizeOptions, type FoundSize, findSize } from './size.ts';
