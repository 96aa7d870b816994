/** The data of one trial at a look: patients by increasing follow-up. The columns are reused for each trial. */
export interface LookData {
  /** number of patients who have entered; the columns may be longer */
  size: number;
  /** follow-up time of each, increasing */
  times: Float64Array;
  /** bit 0: treatment arm; bit 1: event at the end of follow-up. Events of equal times are in no particular order. */
  codes: Uint8Array;
  /** stratum of each */
  strata: Uint8Array;
  /** patients in each arm so far */
  sizes: [control: number, treatment: number];
  /** events so far, all arms together */
  events: number;
}

export const TREATED = 1;
export const EVENT = 2;
