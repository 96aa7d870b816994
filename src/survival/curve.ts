/** A survival curve; one entry for each row of its life table, 1 before the first row. */
export interface SurvivalCurve {
  times: Float64Array;
  /** probability of being event-free just after each time */
  survival: Float64Array;
  /** Greenwood standard error of survival */
  standardError: Float64Array;
  /** patients at risk just before the events of each row */
  atRisk: Float64Array;
  /** events in each row, all causes together */
  events: Float64Array;
  /** number of patients at the start */
  size: number;
  /** end of follow-up: the last time at which anyone was at risk; 0 if nobody ever was */
  followUp: number;
}

/** The part of a survival curve from which figures without a standard error are read. */
export type SurvivalLine = Pick<SurvivalCurve, 'times' | 'survival' | 'size' | 'followUp'>;

/** The same with the counts that it comes from. */
export type CountedCurve = SurvivalLine & Pick<SurvivalCurve, 'atRisk' | 'events'>;
