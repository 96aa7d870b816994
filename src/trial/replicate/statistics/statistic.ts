import type { LookData, Statistic } from '../look-data.ts';
import type { TrialLoops } from '../loops/loops.ts';

export interface StatisticOptions {
  /** how many strata there are: the numbers in LookData.strata are below it; above 1 tests that can are stratified */
  strata: number;
  /** most patients that a look can have */
  largest: number;
  /** whether the estimate is worked out too, which costs some passes more; true unless given, else it is NaN */
  estimate?: boolean;
  /** whose memory holds the looks; those in TypeScript, which take any, unless given */
  loops?: TrialLoops;
}

/**
 * A test, ready for any number of looks.
 *
 * @param data patients by increasing follow-up, at most `largest`
 * @param boundaries where given, only whether z >= and whether z <= each of them matters: a test whose exact z is
 *   dear may answer with a bound on it that gives the same answers. MaxCombo alone does
 * @returns the same object at each call
 */
export type PreparedTest = (data: LookData, boundaries?: readonly number[]) => Statistic;
