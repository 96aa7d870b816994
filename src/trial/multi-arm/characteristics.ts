import type { OperatingCharacteristics, Simulated } from '../operating-characteristics.ts';

/** What many trials of several experimental arms do. Every figure has its Monte Carlo standard error. */
export interface MultiArmCharacteristics {
  replicates: number;
  comparisons: ComparisonCharacteristics[];
  /** share of trials that reject at least one comparison (disjunctive power), and all (conjunctive) */
  any: Simulated;
  all: Simulated;
  /** share of trials that reject the arm that is best in truth; undefined if the truth does not say which is */
  best?: Simulated;
  looks: {
    /** share of all trials that reach it, that end at it, and whose first rejection is at it */
    reached: Simulated;
    ends: Simulated;
    any: Simulated;
    /** means over the trials that reach it; patients and events by arm, control first */
    time: Simulated;
    patients: Simulated[];
    events: Simulated[];
    /** experimental arms that go on after it, mean over the trials that reach it */
    active: Simulated;
  }[];
  /** means when the trial ends; patients and events by arm, control first */
  expected: { time: Simulated; patients: Simulated[]; events: Simulated[]; all: Simulated };
}

export interface ComparisonCharacteristics {
  /** share of trials that reject it */
  rejected: Simulated;
  looks: {
    /** shares of all trials: that reject it at the look, drop it for futility, do not select it, and that have it in the trial after */
    rejected: Simulated;
    futile: Simulated;
    notSelected: Simulated;
    active: Simulated;
  }[];
  /** the estimate when the comparison ended */
  estimate: OperatingCharacteristics['estimate'];
}
