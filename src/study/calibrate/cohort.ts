/** Patients of one arm of many cohorts, one cohort after the other, in columns. */
export interface ArmColumns {
  /** patients of a cohort */
  size: number;
  /** by endpoint: time of the event, Infinity without one */
  events: readonly Float64Array[];
  /**
   * by endpoint: time at which the endpoint's own definition censors, Infinity for patients whom it does not censor; undefined if
   * it censors nobody
   */
  censored: readonly (Float64Array | undefined)[];
  /** end of observation; undefined: the horizon for all */
  followUp: Float64Array | undefined;
  /** groups of each patient, one bit each; the first bit is all patients */
  groups: Uint32Array;
  /**
   * by proportion: times that put a patient into the numerator and into the rest of the denominator, Infinity for patients outside
   * it
   */
  shares: readonly { hit: Float64Array; miss: Float64Array }[];
}

/** A figure to read from a cohort: `arm`, `endpoint` and `share` are indices of the columns, `group` is a bit. */
export type CohortFigure =
  | { kind: 'survival'; arm: number; endpoint: number; group: number; at: number }
  | { kind: 'at-risk'; arm: number; endpoint: number; group: number; at: number }
  | { kind: 'median'; arm: number; endpoint: number; group: number }
  | { kind: 'events'; arm: number; endpoint: number; group: number }
  | { kind: 'size'; arm: number; group: number }
  | { kind: 'share'; arm: number; share: number }
  | {
      kind: 'hazard-ratio';
      arm: number;
      endpoint: number;
      group: number;
      over: { arm: number; group: number };
    };
