/** Rules by which a look changes what comes after it, and the test that allows for them. */
export interface Adaptation {
  method: AdaptiveMethod;
  /** at a look the first rule that holds is carried out */
  rules: readonly AdaptiveRule[];
  /** the most patients that rules may lead to; at least those planned */
  mostPatients: number;
  /** hazard ratio that the design expects; undefined where it is not one number */
  plannedRatio?: number;
}

/**
 * How later stages are tested. `inverse-normal`: increments of the log-rank with the planned weights (Cui, Hung & Wang).
 * `fisher`: the product of their p values. `conditional-error`: as planned until a rule changes the trial, then the data to
 * come at the conditional error. `none`: as if nothing had been changed, so that type I error may be inflated.
 */
export const adaptiveMethods = ['inverse-normal', 'fisher', 'conditional-error', 'none'] as const;
export type AdaptiveMethod = (typeof adaptiveMethods)[number];

export interface AdaptiveRule {
  /** shown in answers: `promising` */
  name: string;
  /** index of the look at which it is asked */
  look: number;
  /** undefined: always */
  condition?: RuleCondition;
  action: RuleAction;
}

export type RuleCondition =
  | { kind: 'all'; of: readonly RuleCondition[] }
  | { kind: 'any'; of: readonly RuleCondition[] }
  /** the measure lies from `above` to `below`; limits count only where `isWithin` */
  | { kind: 'measure'; measure: RuleMeasure; above: number; below: number; isWithin: boolean };

/** What a condition asks of a look. */
export type RuleMeasure =
  | { kind: 'z' | 'p' | 'hazard-ratio' | 'events' | 'patients' | 'predictive-power' }
  /** events of both arms over the time that all patients were followed: blinded */
  | { kind: 'event-rate' }
  | { kind: 'conditional-power'; under: AssumedEffect };

/** The hazard ratio of what is to come: that of the design, the one seen so far, or a given one. */
export type AssumedEffect = 'design' | 'trend' | number;

export interface RuleAction {
  stop?: 'success' | 'futility';
  /** planned events of the last look */
  events?: { to: number } | { conditionalPower: number; under: AssumedEffect; most: number };
  /** planned patients: a number, in proportion to the events, or to a planned event rate over the pooled one seen */
  patients?: { to: number } | { withEvents: true; most: number } | { eventRate: number; most: number };
  /** time by which later looks at a time, and the latest time of those at events, are put off */
  followUp?: number;
}

/** Whether a rule changes the trial, rather than name a zone or stop. */
export const changesTrial = ({ events, patients, followUp }: RuleAction): boolean =>
  events !== undefined || patients !== undefined || followUp !== undefined;
