import type { IntervalKind } from '../../survival/interval.ts';
import type { FlemingHarrington } from '../../survival/statistics/fleming-harrington.ts';
import type { GroupAnalysis } from './group.ts';

export interface AnalyseOptions {
  /** landmark times */
  at: readonly number[];
  /** restriction time of the mean; the latest that both, or all, groups allow unless given */
  tau?: number;
  /** of a weighted log-rank test beside the plain one */
  weights?: FlemingHarrington;
  /** of intervals, 0.95 unless given */
  level?: number;
  /** of the intervals of survival at the landmark times; 'log' unless given, as in R */
  interval?: IntervalKind;
  /** the group that ratios and differences are over; the first in increasing order unless given */
  reference?: string;
}

/** A test of no difference between groups. */
export interface TestResult {
  statistic: number | null;
  /** null where the statistic is no chi-square */
  df: number | null;
  p: number | null;
}

/** A group's hazard over that of the reference. */
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
  /** of each group but the reference, in their order */
  efron: CoxResult[];
  breslow: CoxResult[];
  /** score test of no change over time */
  proportionalHazards: TestResult;
  /** what is wrong, in sentences */
  problems: string[];
}

/** Of one cause, events of the others being censored. */
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
  /** by name; `all` where patients are not in groups */
  groups: Record<string, GroupAnalysis>;
  /** by name, of events of any cause, but Gray's, which are by cause; none with one group */
  tests: Record<string, TestResult>;
  /** of events of any cause; null with one group */
  cox: CoxComparison | null;
  /** cause-specific hazards, by cause; where there are several causes and several groups */
  causeSpecific?: Record<string, CauseComparison>;
  /** of the second group less, and over, the reference; null but with two groups */
  rmst: { tau: number; difference: ContrastResult; ratio: ContrastResult } | null;
}
