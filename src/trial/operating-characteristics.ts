/** Operating characteristics over many simulated trials. Every figure has its Monte Carlo standard error. */

/** A simulated figure. */
export interface Simulated {
  value: number;
  mcse: number;
}

/** A quantile over simulated trials. */
export interface SimulatedQuantile extends Simulated {
  p: number;
}

/**
 * The truth that is simulated. 'alternative': the arms as they are. 'null': no difference; for non-inferiority, a
 * difference of exactly the margin.
 */
export type Truth = 'alternative' | 'null';

export interface LookCharacteristics {
  /** share of all trials that stop at this look: for efficacy, for futility, for the opposite effect */
  efficacy: Simulated;
  futility: Simulated;
  opposite: Simulated;
  /** share of all trials that reach this look */
  reached: Simulated;
  /** means over the trials that reach this look: calendar time, events, and patients who entered */
  time: Simulated;
  events: Simulated;
  patients: Simulated;
  /** share of the trials that reach this look with fewer events than planned, because follow-up ended */
  short: Simulated;
  /** share of the trials that reach this look whose data give no test statistic; such a look claims nothing */
  withoutStatistic: Simulated;
  /** share of all trials that leave this look out, since too few events have come since the look before */
  skipped?: Simulated;
}

export interface OperatingCharacteristics {
  truth: Truth;
  replicates: number;
  /**
   * share of trials that reject the null hypothesis at any look; two-sided: in either direction. Power under the
   * alternative, type I error under the null.
   */
  rejected: Simulated;
  /** the parts of `rejected`: benefit of treatment, and, two-sided, the opposite effect */
  benefit: Simulated;
  opposite: Simulated;
  /** share that stops for futility at any look */
  futility: Simulated;
  /** share of trials without a test statistic at the look where they stop; these count as not significant */
  withoutStatistic: Simulated;
  looks: LookCharacteristics[];
  /** means when the trial stops: calendar time, events, patients who entered */
  expected: { time: Simulated; events: Simulated; patients: Simulated };
  /** mean number of patients screened to randomise the planned number; null if all who enter are randomised */
  screened: Simulated | null;
  /** shares of trials by the verdict of the design's rule of decision; undefined if it has none */
  decision?: { go: Simulated; consider: Simulated; noGo: Simulated };
  /**
   * The estimate (hazard ratio, difference or share) at the look where each trial stops: quantiles and mean. The mean
   * is over trials with a finite estimate; a control arm without events gives an infinite ratio.
   */
  estimate: {
    kind:
      | 'hazard ratio'
      | 'difference in survival'
      | 'difference in restricted mean'
      | 'difference in share'
      | 'ratio of shares'
      | 'share';
    mean: Simulated;
    quantiles: SimulatedQuantile[];
  };
  /** what its rules did; undefined without rules */
  adaptation?: AdaptationCharacteristics;
}

/** A figure of many trials. */
export interface Distributed {
  mean: Simulated;
  quantiles: SimulatedQuantile[];
}

/** What the rules of a design did in many trials. */
export interface AdaptationCharacteristics {
  /** by look and rule: the trials in which it was carried out; last of each look those that it went on from as planned */
  zones: {
    /** from 0 */
    look: number;
    /** undefined: no rule held, or the look ended the trial */
    rule?: string;
    /** share of all trials */
    share: Simulated;
    /** share of these trials that reject the null hypothesis, and of the same trials without rules */
    rejected: Simulated;
    rejectedWithoutRules: Simulated;
    /** means when these trials stop */
    events: Simulated;
    patients: Simulated;
    time: Simulated;
  }[];
  /** share of trials that a rule changed */
  changed: Simulated;
  /** when the trial stops */
  final: { events: Distributed; patients: Distributed; time: Distributed };
  /** the same trials without rules; `gain` is the difference of rejections, trial by trial */
  withoutRules: {
    rejected: Simulated;
    gain: Simulated;
    events: Simulated;
    patients: Simulated;
    time: Simulated;
  };
}
