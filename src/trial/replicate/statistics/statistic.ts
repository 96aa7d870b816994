import type { EventTable } from '../event-table.ts';
import type { LookData } from '../look-data.ts';
import type { TrialLoops } from '../loops/loops.ts';

export interface StatisticOptions {
  /** how many strata there are: the numbers in LookData.strata are below it; above 1 tests that can are stratified */
  strata: number;
  /** most patients that a look can have */
  largest: number;
  /** whose memory holds the looks; those in TypeScript, which take any, unless given */
  loops?: TrialLoops;
  /** room for tables of their looks; room of its own unless given */
  table?: EventTable;
}

/** A test, ready for any number of looks. */
export interface PreparedTest {
  /**
   * @param data patients by increasing follow-up, at most `largest`
   * @param boundaries where given, only whether z >= and whether z <= each of them matters: a test whose exact z is
   *   dear may answer with a bound on it that gives the same answers. MaxCombo alone does
   * @returns above 0 favours treatment; NaN where there is nothing to compare; never infinite
   */
  z(data: LookData, boundaries?: readonly number[]): number;
  /**
   * Of the look that z was last asked of, whose columns must be as they were: hazard ratio, difference in survival or in
   * restricted mean, treatment over, or less, control; of a single arm a share, or observed over expected.
   *
   * @returns NaN unless known
   */
  estimate(): number;
}
