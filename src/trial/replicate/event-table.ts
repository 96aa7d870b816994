import type { Columns } from './columns.ts';

/** Numbers at risk and events, for each event time of each stratum. */
export interface EventTable {
  /** number of rows in use; the columns may be longer */
  rows: number;
  /** increasing; strata with events at the same time have one row each */
  times: Float64Array;
  strata: Uint8Array;
  /** patients of the stratum at risk just before the time, by arm */
  control: Float64Array;
  treated: Float64Array;
  /** events at the time: of both arms together, and of treatment */
  events: Float64Array;
  treatedEvents: Float64Array;
  /** whether any row has several events */
  tied: boolean;
}

export function eventTable(capacity: number, from: Columns): EventTable {
  return {
    rows: 0,
    times: from.doubles(capacity),
    strata: from.bytes(capacity),
    control: from.doubles(capacity),
    treated: from.doubles(capacity),
    events: from.doubles(capacity),
    treatedEvents: from.doubles(capacity),
    tied: false,
  };
}
