import type { EventTable } from '../event-table.ts';
import type { LookData } from '../look-data.ts';
import type { TrialColumns } from '../trial-columns.ts';
import type { SelectRoom, Sorted, SortRoom } from './room.ts';

/**
 * The loops that a replicate is made of: each goes over the patients of one trial.
 *
 * Two sets must give the same bits, so they use only + - * / sqrt, comparisons and integers. All columns come from
 * the room that was made for them (room.ts).
 */
export interface TrialLoops {
  /**
   * Patients of one arm who all enter and are enrolled, evenly over a time, in the trial's places from `slot` on; their
   * events join trial.events and trial.eventTimes.
   */
  enrolEvenly(arm: EvenArm, n: number, slot: number, trial: TrialColumns): void;
  /** the d-th of n times from 0 on, 1 <= d <= n; the answer does not depend on perUnit, buckets in a unit of time */
  nthTime(times: Float64Array, n: number, d: number, perUnit: number, room: SelectRoom): number;
  /** the first n of `times`, from 0 on, in increasing order into `sorted` */
  sortTimes(times: Float64Array, n: number, room: SortRoom, sorted: Float64Array): void;
  /**
   * What is known at the calendar time `at`: whoever was randomised by then, followed until the event, loss or this
   * moment.
   *
   * Whether an event is known is asked on the calendar, start + time <= at: rounding could lose it, or find one too
   * many, where at - start is compared with the time.
   *
   * @param events how many events the look is to hold; of several at the very moment of the cut those too many are not
   *   known yet
   */
  cut(trial: TrialColumns, at: number, events: number | undefined, room: CutRoom, into: LookData): void;
  /** the log-rank test's z of one stratum, above 0 where treatment has fewer events than expected; NaN without any */
  logRankZ(data: LookData): number;
  /** the table of a look at one stratum */
  tabulate(table: EventTable, data: LookData): void;
  /**
   * Of a table without ties, at a hazard ratio: first derivative of the logarithm of Cox's partial likelihood by the log
   * ratio, minus its second, and minus its third. Sums over events of the mean, the variance and the third moment of
   * who has it.
   */
  coxSlopes(table: EventTable, ratio: number, slopes: Float64Array): void;
}

/** An arm of patients who enter evenly over a time, and where in its columns a replicate begins. */
export interface EvenArm {
  /** the share of the time that has gone at entry; time to the event; time to being lost */
  entry: Float64Array;
  events: Float64Array;
  losses: Float64Array;
  first: number;
  firstLost: number;
  /** the time begins, and lasts */
  opens: number;
  length: number;
}

export interface CutRoom {
  hasStrata: boolean;
  sort: SortRoom;
  unsorted: Sorted;
}
