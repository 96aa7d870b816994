import type { EventTable } from '../event-table.ts';
import type { LookData } from '../look-data.ts';
import type { TrialLoops } from '../loops/loops.ts';
import type { TrialColumns } from '../trial-columns.ts';

export interface StatisticOptions {
  /** number of strata; numbers in LookData.strata are below it. Above 1, tests are stratified if they can be. */
  strata: number;
  /** the largest number of patients at a look */
  largest: number;
  /** the loops whose memory holds the looks; default TypeScript loops, which take any memory */
  loops?: TrialLoops;
  /** memory for event tables; default its own */
  table?: EventTable;
}

/** The patients of a trial, and the calendar time of the look. */
export interface SeenTrial {
  trial: TrialColumns;
  cut: number;
}

/** A test prepared for any number of looks. */
export interface PreparedTest {
  /**
   * The test statistic of a look.
   *
   * @param data patients by increasing follow-up, at most `largest`
   * @param boundaries if given, only the comparisons of z with them matter, and a test with an expensive z may return
   *   a bound that compares equally; only MaxCombo does
   * @param seen the patients of the trial, for tests that count those who entered early enough
   * @returns above 0 favours treatment; NaN if there is nothing to compare; never infinite
   */
  z(data: LookData, boundaries?: readonly number[], seen?: SeenTrial): number;
  /**
   * The estimate at the look last given to `z`, whose columns must be unchanged: hazard ratio, or difference in
   * survival or restricted mean (treatment minus control); for a single arm a share, or observed over expected
   * events.
   *
   * @returns NaN if not known
   */
  estimate(): number;
}
