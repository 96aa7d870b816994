import type { OperatingCharacteristics, Simulated } from '../operating-characteristics.ts';

/** What many trials of several hypotheses do. Every figure has its Monte Carlo standard error. */
export interface HypothesesCharacteristics {
  replicates: number;
  hypotheses: HypothesisCharacteristics[];
  /** share of trials that reject at least one hypothesis, and all */
  any: Simulated;
  all: Simulated;
  /** share of trials that are a success as the design defines it; undefined if it does not */
  success?: Simulated;
  looks: {
    /** share of all trials that reach it, that end at it, and whose first and last rejection is at it */
    reached: Simulated;
    ends: Simulated;
    any: Simulated;
    all: Simulated;
    /** means over the trials that reach it */
    time: Simulated;
    patients: Simulated;
    /** by cohort */
    events: Simulated[];
  }[];
  /** means when the trial ends; events by cohort */
  expected: { time: Simulated; patients: Simulated; events: Simulated[] };
}

export interface HypothesisCharacteristics {
  /** share of trials that reject it */
  rejected: Simulated;
  looks: {
    /** share of all trials that reject it at the look */
    rejected: Simulated;
    /**
     * mean alpha at which it stands at the end of the look, over the trials that reach the look and have not rejected it before;
     * NaN where it is not tested at an alpha of its own
     */
    alpha: Simulated;
  }[];
  /** the estimate when the trial ends */
  estimate: OperatingCharacteristics['estimate'];
}
