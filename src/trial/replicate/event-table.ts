import type { Columns } from './columns.ts';

/** Who was at risk and who had an event, at each time of an event in a stratum. */
export interface EventTable {
  /** how many rows there are; the columns may be longer */
  rows: number;
  /** increasing; strata with events at the same time have a row each */
  times: Float64Array;
  strata: Uint8Array;
  /** patients of the stratum at risk just before the time */
  control: Float64Array;
  treated: Float64Array;
  /** events at the time, of both arms and under treatment */
  events: Float64Array;
  treatedEvents: Float64Array;
  /** whether any row has more than one event */
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
