import type { Columns } from './columns.ts';

/** The randomised patients of one trial, control first; the columns are reused for each trial. */
export interface TrialColumns {
  /** number of patients, and of those in the control arm */
  size: number;
  control: number;
  /** calendar time of randomisation */
  start: Float64Array;
  /** time from randomisation to the event or to loss to follow-up, whichever is first; NEVER if neither */
  time: Float64Array;
  /** calendar time of the event, start + time; infinite for patients who are lost first or have no event */
  eventAt: Float64Array;
  /** calendar times of the events that will happen, in any order */
  eventTimes: Float64Array;
  events: number;
  stratum: Uint8Array;
  /** patients screened for this trial */
  screened: number;
  /** calendar time of the first entry into the cohort, or earlier */
  earliest: number;
}

/** A finite "never": Infinity times 0 would be NaN in branch-free loops. */
export const NEVER = 1e300;

export function trialColumns(capacity: number, from: Columns): TrialColumns {
  return {
    size: 0,
    control: 0,
    start: from.doubles(capacity),
    time: from.doubles(capacity),
    eventAt: from.doubles(capacity),
    // one more place, overwritten by patients without an event
    eventTimes: from.doubles(capacity + 1),
    events: 0,
    stratum: from.bytes(capacity),
    screened: 0,
    earliest: 0,
  };
}
