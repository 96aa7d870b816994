/** All that an evaluation depends on but the point itself. Plain data: it crosses threads as it is. */
import type { GeneratorName } from '../../kernel/generators.ts';
import type { EngineName } from '../../kernel/primitives/index.ts';
import type { Scenario } from '../../scenario/schema/index.ts';

export interface PointJob {
  /** with `calibrate`, and nothing wrong with it */
  scenario: Scenario;
  seed: string;
  engine: EngineName;
  generator: GeneratorName;
}

/** Values of the free parameters, by their scores, and what is asked there. */
export interface Point {
  scores: Float64Array;
  /** how many cohorts are simulated, the same ones at all points */
  cohorts: number;
  /** targets held out too; else the fitted ones alone */
  isWhole?: boolean;
  /** covariances are returned */
  hasCovariance?: boolean;
}

/** What simulated cohorts show at a point; everything on the scales of the targets. */
export interface Evaluation {
  /** mean figure of each target; NaN of one that was not asked for, or that is not shown */
  means: Float64Array;
  /** how many cohorts are behind each mean */
  cohorts: number;
  /** of the figures of one cohort, by rows, all targets; 0 between cohorts. If it was asked for */
  covariance?: Float64Array;
  /** the fitted target that most cohorts do not show, and how many do not */
  open?: { place: number; cohorts: number };
}
