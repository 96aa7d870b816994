/**
 * What a look sees of one trial: patients by increasing follow-up, all columns used again from trial to trial.
 */
export interface LookData {
  /** how many patients have entered; the columns may be longer */
  size: number;
  /** follow-up of each, increasing */
  times: Float64Array;
  /** bit 0: of the treatment arm; bit 1: has had the event at that time. Of one time, events may come in any order */
  codes: Uint8Array;
  /** stratum of each */
  strata: Uint8Array;
  /** patients in each arm, by now */
  sizes: [control: number, treatment: number];
  /** events so far, all arms together */
  events: number;
}

export const TREATED = 1;
export const EVENT = 2;
