/** Everything that an evaluation depends on, except the point. Plain data, so that it can be sent to threads. */
import type { GeneratorName } from '../../kernel/generators.ts';
import type { EngineName } from '../../kernel/primitives/index.ts';
import type { Scenario } from '../../scenario/schema/index.ts';

export interface PointJob {
  /** a valid scenario with `calibrate` */
  scenario: Scenario;
  seed: string;
  engine: EngineName;
  generator: GeneratorName;
}

/** A set of values of the free parameters, as scores, and what to evaluate there. */
export interface Point {
  scores: Float64Array;
  /** number of cohorts */
  cohorts: number;
  /** number of its random stream; points without one are simulated with common random numbers */
  stream?: number;
  /** whether to evaluate held-out targets too */
  isWhole?: boolean;
  /** whether to return covariances */
  hasCovariance?: boolean;
}

/** The figures of the simulated cohorts at a point, on the scales of the targets. */
export interface Evaluation {
  /** mean figure of each target; NaN if it was not asked for, or if cohorts do not show it */
  means: Float64Array;
  /** number of cohorts behind each mean */
  cohorts: number;
  /** covariance of the figures of one cohort, all targets, row by row; 0 between cohorts. Only if asked for */
  covariance?: Float64Array;
  /** the fitted target that is missing in the largest number of cohorts, and that number */
  open?: { place: number; cohorts: number };
}
