/**
 * The sojourn library: everything that runs both in Node and in a browser.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { checkScenario, inlineExecutor, run } from 'sojourn';
 *
 * const { scenario, plans } = checkScenario(readFileSync('scenarios/illness-death.yaml', 'utf8'));
 * const executor = inlineExecutor();
 * const result = await run({ scenario: scenario!, plans: Object.values(plans), n: 10_000, seed: '1', executor });
 * console.log(result.strategies['usual-care']!.endpoints.survival!.survival[0]);
 * // { at: 5, value: 0.8801, mcse: 0.003248... }
 * ```
 */

export { strategyTables } from './answers/run/sections.ts';
export type { CurvePoint } from './estimates/curves.ts';
export { type Curve, curvesOf } from './estimates/curves.ts';
export {
  type EndpointEstimate,
  type Estimates,
  estimate,
  type Figure,
  type Occupancy,
  type Questions,
} from './estimates/index.ts';
export { type EvaluatedTarget, evaluateTargets, type TargetKind } from './estimates/targets.ts';
export type { CoarseRow } from './estimates/within-row.ts';
export { fingerprint } from './fingerprint.ts';
export { EndlessModelError } from './kernel/endless.ts';
export type { GeneratorName } from './kernel/generators.ts';
export type { EngineName } from './kernel/primitives/index.ts';
export type { Place } from './language/places.ts';
export type { Problem } from './language/problem.ts';
export type { Keep, KeptItem, KeptWork, WorkOf } from './parts/keep.ts';
export type { Range } from './parts/ranges.ts';
export type { DataProblem } from './patients/problems.ts';
export type { Chunk, Plan, TimesReadout } from './plan.ts';
export type { AdaptiveOptions } from './run/adaptive.ts';
export { adaptiveExecutor } from './run/adaptive.ts';
export { CHUNK, MOST_PATIENTS } from './run/chunks.ts';
export { ChunkError, type Executor, type Job } from './run/executor.ts';
export { inlineExecutor } from './run/inline.ts';
export {
  PrecisionError,
  questionsOf,
  type RunOptions,
  type RunResult,
  run,
  type StrategyResult,
} from './run/run.ts';
export { type SimulateOptions, simulate } from './run/simulate.ts';
export type { CheckOptions } from './scenario/check.ts';
export { type Checked, checkScenario, type Located } from './scenario/check.ts';
export type { Asked, AskedTimes } from './scenario/compile/asked.ts';
export type { PatientTimes } from './scenario/compile/patient-times.ts';
export { StrategyPlans } from './scenario/compile/strategy-plans.ts';
export { type Override, OverrideError, planOf, withOverrides, withWhatIf } from './scenario/overrides.ts';
export type { PosteriorRows, Scenario } from './scenario/schema/index.ts';
export type { RawCondition } from './scenario/schema/model.ts';
export {
  type Assurance,
  type AssuranceOptions,
  type AssuredDecision,
  assuranceOf,
  type DrawnArms,
  drawnArms,
  type HypothesesAssurance,
  type HypothesisAssurance,
  hypothesesAssuranceOf,
  type PowerOverDraws,
  type Share,
} from './study/assurance/index.ts';
export type { Unidentified } from './study/calibrate/identifiability.ts';
export {
  type CalibrateOptions,
  type CalibrateResult,
  calibrate,
  type FreeParameter,
  inlinePoints,
  type LikelihoodTarget,
  type Mode,
  type PointExecutor,
  type PointJob,
} from './study/calibrate/index.ts';
export type { Evaluation, Point } from './study/calibrate/points.ts';
export type { Predicted } from './study/calibrate/predicted.ts';
export {
  type ParameterPosterior,
  type PosteriorSummary,
  summarisePosterior,
} from './study/calibrate/summary.ts';
export type { Judged, Likelihood } from './study/calibrate/synthetic.ts';
export type { TargetCheck } from './study/calibrate/target-checks.ts';
export type { SamplePoint, Weighted } from './study/calibrate/weighted.ts';
export type { NumberNeededToTreat, RatioFigure } from './study/compare/comparison.ts';
export {
  type CompareOptions,
  type CompareQuestions,
  type CompareResult,
  type Comparison,
  compare,
  compareQuestions,
  type Difference,
  type EndpointComparison,
  type Lives,
  type PeriodRatio,
  type Proportionality,
} from './study/compare/index.ts';
export type { AssuredResults, AssuredSizes, AssuredWork } from './study/draws/assured.ts';
export type { NestedResults, NestedWork } from './study/draws/nested.ts';
export type { DrawSimulator } from './study/draws/simulate.ts';
export type { TrialsResults, TrialsWork } from './study/draws/trials.ts';
export type { Doer, DrawWork, ResultsOf } from './study/draws/work.ts';
export type { PatientsAdvice, PsaFigure } from './study/psa/index.ts';
export {
  type BestByOutcome,
  type CurvesOfDraws,
  type DrawExecutor,
  type DrawJob,
  type DrawRange,
  type DrawResults,
  type DrawSummary,
  type DrawTable,
  type Driver,
  type DriverEnd,
  inlineDraws,
  type Outcome,
  type PsaOptions,
  type PsaResult,
  psa,
  type ShareOfDraws,
  type VariantQuestions,
} from './study/psa/index.ts';
export type { ValueOfKnowing } from './study/psa/perfect-information.ts';
export type { Combination } from './study/variants/asked.ts';
export type { Evpi } from './study/voi/decision.ts';
export {
  type Evsi,
  type EvsiOptions,
  evsi,
  type SampleInformation,
  type TrialsOptions,
} from './study/voi/evsi.ts';
export {
  type Evppi,
  type Information,
  type InformationGroup,
  type VoiQuestion,
  type VoiResult,
  voi,
} from './study/voi/index.ts';
export { type TwoLevel, type TwoLevelOptions, twoLevelEvppi } from './study/voi/two-level.ts';
export * from './survival/index.ts';
export { addChunk, emptyTally, type Tally } from './tally.ts';
export * from './trial/index.ts';
export type { CurvePatients, CurvePoints } from './uncertainty/curve.ts';
export type { DrawnValue } from './uncertainty/draw.ts';
export { type ParameterDraws, parameterDraws } from './uncertainty/draw.ts';
export type {
  Basis,
  Drawn,
  DrawnCounts,
  DrawnCurve,
  DrawnNumber,
  Place as PlaceOfNumber,
} from './uncertainty/drawn.ts';
export type { FixedNumber } from './uncertainty/items.ts';
export { type Uncertainty, uncertaintyOf } from './uncertainty/items.ts';
export type { Even, Joint, Order } from './uncertainty/joint/joint.ts';
export type { JointGroups } from './uncertainty/joint/values.ts';
export type { UncertaintyLaw } from './uncertainty/law.ts';
export { type PosteriorRead, withPosterior } from './uncertainty/posterior-file.ts';
export { uncertaintyProblems } from './uncertainty/problems.ts';
