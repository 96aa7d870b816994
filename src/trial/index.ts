/** Trials as a library: designs, their simulation, and the closed forms beside it. */
export {
  type Accrual,
  accrualOf,
  enteredBy,
  uniformAccrual,
} from './closed-form/accrual.ts';
export { averageHazardRatio } from './closed-form/average-hazard-ratio.ts';
export { expectedEvents, timeOfEvents } from './closed-form/expected-events.ts';
export { lachinFoulkesPatients, lachinFoulkesPower } from './closed-form/lachin-foulkes.ts';
export { eventsForPower, logRankFormulas, powerOfEvents } from './closed-form/log-rank-events.ts';
export {
  constantHazard,
  hazardOfMedian,
  hazardOfShare,
  hazardTimesRatio,
  type PiecewiseHazard,
} from './closed-form/piecewise-hazard.ts';
export { singleArmSize, singleArmTest } from './closed-form/single-arm-binomial.ts';
export type { TwoArms } from './closed-form/two-arms.ts';
export { weightedLogRank, weightedLogRankPower } from './closed-form/weighted-log-rank.ts';
export type { Look, TrialArm, TrialDesign, TrialTest } from './design.ts';
export { type ClosedForm, closedFormOf } from './expected/index.ts';
export { readTrial } from './language/read.ts';
export { resolveTrial } from './language/resolve.ts';
export type { OperatingCharacteristics, Simulated, Truth } from './operating-characteristics.ts';
export { type ReplicateAlone, replicateAlone } from './replicate-alone.ts';
export { boundaryAsObserved } from './sequential/as-observed.ts';
export { type Crossing, crossingProbabilities } from './sequential/crossing.ts';
export { designSequential, type SequentialDesign, type SequentialPlan } from './sequential/design.ts';
export { hazardRatioToZ, zToHazardRatio } from './sequential/hazard-ratio-scale.ts';
export { driftForPower, sequentialPower } from './sequential/operating-characteristics.ts';
export { givenSpending } from './sequential/spending/given.ts';
export { spendingFamilies } from './sequential/spending/index.ts';
export { type SimulateTrialOptions, simulateTrial } from './simulate.ts';
export { type FindSizeOptions, type FoundSize, findSize } from './size.ts';
