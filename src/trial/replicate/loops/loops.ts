import type { EventTable } from '../event-table.ts';
import type { LookData } from '../look-data.ts';
import type { TrialColumns } from '../trial-columns.ts';
import type { SelectRoom, Sorted, SortRoom } from './room.ts';

/**
 * The loops of a replicate; each goes over the patients of one trial.
 *
 * The implementations must agree bit for bit, so they use only + - * / sqrt, comparisons and integers. All columns
 * come from the memory allocated for them (room.ts).
 */
export interface TrialLoops {
  /**
   * Enrols n patients of one arm, all of whom enter at a constant rate, into the trial's places from `slot` on.
   * Appends their events to trial.events and trial.eventTimes.
   */
  enrolEvenly(arm: UniformEntryArm, n: number, slot: number, trial: TrialColumns): void;
  /**
   * the d-th smallest of n times >= 0, 1 <= d <= n; the result does not depend on perUnit, the buckets per unit of
   * time
   */
  nthTime(times: Float64Array, n: number, d: number, perUnit: number, room: SelectRoom): number;
  /** sorts the first n of `times`, all >= 0, into `sorted` */
  sortTimes(times: Float64Array, n: number, room: SortRoom, sorted: Float64Array): void;
  /**
   * Cuts the data at calendar time `at`: patients randomised by then, followed until the event, loss or the cut-off.
   *
   * An event is counted if start + time <= at. Comparing time with at - start instead could lose or add an event by
   * rounding.
   *
   * @param events maximum number of events at the look; if several events are at the cut-off, surplus ones are not
   *   counted
   */
  cut(trial: TrialColumns, at: number, events: number | undefined, room: CutRoom, into: LookData): void;
  /** z of the log-rank test for one stratum; above 0 if treatment has fewer events than expected; NaN without events */
  logRankZ(data: LookData): number;
  /** fills the event table of a look with one stratum */
  tabulate(table: EventTable, data: LookData): void;
  /**
   * Derivatives of the logarithm of Cox's partial likelihood by the log hazard ratio, for a table without ties: the
   * first, minus the second, minus the third. They are sums over events: observed minus expected treatment, its
   * variance, and its third central moment.
   */
  coxSlopes(table: EventTable, ratio: number, slopes: Float64Array): void;
}

/** An arm whose patients enter at a constant rate, and the index of a replicate's first patient in its columns. */
export interface UniformEntryArm {
  /** entry as a share of the accrual duration; time to the event; time to loss to follow-up */
  entry: Float64Array;
  events: Float64Array;
  losses: Float64Array;
  first: number;
  firstLost: number;
  /** start and duration of accrual */
  opens: number;
  length: number;
}

export interface CutRoom {
  hasStrata: boolean;
  sort: SortRoom;
  unsorted: Sorted;
}
