import type { Graph } from '../../kernel/graph.ts';

/**
 * An arm as the kernel simulates it: a graph whose patients carry their own times, and the meaning of each outcome
 * column. Nothing is counted.
 */
export interface ArmColumns {
  graph: Graph;
  /** column of a uniform number on (0, 1) that gives the entry time */
  entry: number;
  /** column of a uniform number on (0, 1) that gives the stratum; undefined with one stratum */
  stratum?: number;
  /** for each stratum, the column of the event time since entry into the cohort; infinite: no event */
  event: number[];
  /** column of the event time of each endpoint asked for, where there may be several */
  endpoints?: number[];
  /** columns of the times from which the patient is known to be in each population; infinite: not in it */
  members?: number[];
  /** columns of the events, of any of which a patient must be free at randomisation; undefined: that of `event` */
  free?: number[];
  /** column of the time of what is part of the event and known at once, where events are seen at visits */
  atOnce?: number;
  /** for each stratum, the column of the time to loss to follow-up since randomisation; undefined: no loss */
  dropout: (number | undefined)[];
  /**
   * columns of times since entry; patients are randomised at the earliest; infinite: never. Undefined: all at entry.
   */
  randomised?: number[];
  /**
   * column of the time since entry from which the patient is known to be eligible; infinite: not eligible. Undefined:
   * all are.
   */
  member?: number;
  /** column of a uniform number on (0, 1), where times are moved to a margin */
  spare?: number;
  /** moves the time of the event since randomisation; its second argument is that number */
  moved?: (event: number, even: number) => number;
  /** event times are known up to this time */
  horizon: number;
}
