import type { Columns } from './columns.ts';

/** One trial's randomised patients, control first, in columns that are used again from trial to trial. */
export interface TrialColumns {
  /** patients, and how many of them are of the control arm */
  size: number;
  control: number;
  /** calendar time of randomisation */
  start: Float64Array;
  /** time from randomisation to the event or to being lost, whichever comes first; NEVER: neither */
  time: Float64Array;
  /** calendar time of the event, start + time; infinite for those who are lost first or have none */
  eventAt: Float64Array;
  /** calendar times of the events there will be, in any order */
  eventTimes: Float64Array;
  events: number;
  stratum: Uint8Array;
  /** patients screened for these */
  screened: number;
  /** calendar time of the first entry into the cohort, or earlier */
  earliest: number;
}

/** Later than anything, and yet a number that times 0 is 0. */
export const NEVER = 1e300;

export function trialColumns(capacity: number, from: Columns): TrialColumns {
  return {
    size: 0,
    control: 0,
    start: from.doubles(capacity),
    time: from.doubles(capacity),
    eventAt: from.doubles(capacity),
    // one more, for who is written over
    eventTimes: from.doubles(capacity + 1),
    events: 0,
    stratum: from.bytes(capacity),
    screened: 0,
    earliest: 0,
  };
}
