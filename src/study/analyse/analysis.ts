import type { IntervalKind } from '../../survival/interval.ts';
import type { FlemingHarrington } from '../../survival/statistics/fleming-harrington.ts';
import type { GroupAnalysis } from './group.ts';

export interface AnalyseOptions {
  /** landmark times */
  at: readonly number[];
  /** restriction time of the mean; unless given, the earliest end of follow-up of any group */
  tau?: number;
  /** weights of a Fleming-Harrington test, reported besides the log-rank test */
  weights?: FlemingHarrington;
  /** confidence level of intervals, 0.95 unless given */
  level?: number;
  /** transformation for the intervals of survival at the landmark times; 'log' unless given, as in R */
  interval?: IntervalKind;
  /** the reference group of ratios and differences; the first in increasing order unless given */
  reference?: string;
}

/** A test of no difference between groups. */
export interface TestResult {
  statistic: number | null;
  /** null if the statistic is not a chi-square */
  df: number | null;
  p: number | null;
}

/** The hazard ratio of a group over the reference. */
export interface CoxResult {
  group: string;
  coef: number | null;
  se: number | null;
  hr: number | null;
  lower: number | null;
  upper: number | null;
  p: number | null;
}

export interface ContrastResult {
  value: number | null;
  se: number | null;
  lower: number | null;
  upper: number | null;
  p: number | null;
}

export interface CoxComparison {
  /** one for each group except the reference, in their order */
  efron: CoxResult[];
  breslow: CoxResult[];
  /** score test of proportional hazards */
  proportionalHazards: TestResult;
  /** problems of the fit, in sentences */
  problems: string[];
}

/** The comparison for one cause; events of other causes are censored. */
export interface CauseComparison {
  /** events of the cause in all groups */
  events: number;
  logRank: TestResult;
  cox: CoxComparison;
}

export interface Analysis {
  level: number;
  interval: IntervalKind;
  tau: number;
  /** names of the groups in the order of tables: the reference, then the others in increasing order */
  order: string[];
  /** by group; one group `all` if patients are not grouped */
  groups: Record<string, GroupAnalysis>;
  /** by name of the test, for events of any cause, except Gray's tests, which are by cause; empty with one group */
  tests: Record<string, TestResult>;
  /** for events of any cause; null with one group */
  cox: CoxComparison | null;
  /** cause-specific hazards, by cause; only with several causes and several groups */
  causeSpecific?: Record<string, CauseComparison>;
  /** difference and ratio of the second group to the reference; null unless there are two groups */
  rmst: { tau: number; difference: ContrastResult; ratio: ContrastResult } | null;
}
