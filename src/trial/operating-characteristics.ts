/** What a trial does, over many simulated ones. Every figure has its Monte Carlo standard error. */

/** A simulated figure. */
export interface Simulated {
  value: number;
  mcse: number;
}

/** A quantile over simulated trials. */
export interface SimulatedQuantile extends Simulated {
  p: number;
}

/** Under which truth: the arms as they are, or no difference (of a non-inferiority trial: a difference of the margin). */
export type Truth = 'alternative' | 'null';

export interface LookCharacteristics {
  /** share of all trials that stop here for efficacy, for futility, for the opposite effect */
  efficacy: Simulated;
  futility: Simulated;
  opposite: Simulated;
  /** share of all trials that get here */
  reached: Simulated;
  /** of trials that get here: calendar time, events and patients (those who entered) by then */
  time: Simulated;
  events: Simulated;
  patients: Simulated;
  /** share of the trials that get here in which fewer events came than planned: the look was at the end of follow-up */
  short: Simulated;
  /** share of the trials that get here whose data give the test no statistic; such a look claims nothing */
  withoutStatistic: Simulated;
}

export interface OperatingCharacteristics {
  truth: Truth;
  replicates: number;
  /**
   * share of trials that reject no effect at any look, two-sided in either direction: power, or under the null the error
   * of the first kind
   */
  rejected: Simulated;
  /** of these the share that claims benefit, and, two-sided, the opposite effect */
  benefit: Simulated;
  opposite: Simulated;
  /** share that stops for futility, at any look */
  futility: Simulated;
  /** share of trials without a statistic at the look where they stopped: they count as not significant */
  withoutStatistic: Simulated;
  looks: LookCharacteristics[];
  /** when the trial stops: calendar time, events, patients entered */
  expected: { time: Simulated; events: Simulated; patients: Simulated };
  /** patients screened for the planned number to be randomised; null where all who enter are randomised */
  screened: Simulated | null;
  /**
   * Of the look at which each trial stopped: quantiles and mean of the estimate (hazard ratio, difference); the mean is
   * over the trials in which it is finite: a control arm without events has an infinite ratio.
   */
  estimate: {
    kind: 'hazard ratio' | 'difference in survival' | 'difference in restricted mean' | 'share';
    mean: Simulated;
    quantiles: SimulatedQuantile[];
  };
}
