import type { Accrual } from '../formulas/accrual.ts';
import type { Arm as ArmHazards } from '../formulas/two-arms.ts';
import type { PatientTimes } from '../scenario/compile/patient-times.ts';
import type { Distribution } from '../scenario/distributions/index.ts';

/**
 * A trial as it is to be simulated: every name looked up, every number in place. Calendar time starts with accrual, in
 * one unit throughout; z above 0 favours treatment, a ratio is treatment over control and below 1 favours treatment.
 */
export interface TrialDesign {
  title: string;
  /** singular: month */
  unit: string;
  /** control and treatment; or one arm alone */
  arms: readonly TrialArm[];
  /** patients of each arm in a block: [1, 1], [1, 2] control to treatment; [1] of a single arm */
  allocation: readonly number[];
  /** randomised patients, all arms together */
  patients: number;
  /** of all patients who enter, the screened where randomisation comes later */
  accrual: TrialAccrual;
  /** how patients come to their arms; as usual with the way of entry unless given, see `randomisationOf` */
  randomisation?: TrialRandomisation;
  /** kinds of patients; a single one without a name unless given, and then the laws of the arms have as many parts */
  strata: readonly TrialStratum[];
  test: TrialTest;
  alpha: number;
  sides: 1 | 2;
  looks: readonly Look[];
  /** planned events of the whole trial, where looks are by events or information; else they are expected ones */
  events?: number;
  /** boundaries on z of each look, for their planned information fractions */
  boundaries: {
    fractions: readonly number[];
    /** Infinity where the look claims nothing */
    efficacy: readonly number[];
    /** -Infinity where the look does not stop for futility; the last look never does */
    futility: readonly number[];
    /** futility is sure to be obeyed */
    binding: boolean;
  };
}

export interface TrialAccrual {
  /** rates in expectation, of all who enter */
  pattern: Accrual;
  /** independent times, equally spaced ones by the rates, or a Poisson process of these rates */
  entry: 'uniform' | 'equally spaced' | 'poisson';
}

export type TrialRandomisation =
  /** every order of all patients is as likely, at the numbers that the ratio fixes: one block of them all */
  | { kind: 'random allocation' }
  /** permuted blocks of so many patients, a multiple of the ratio's sum; the last may be cut short */
  | { kind: 'blocks'; block: number; withinStrata: boolean }
  /** each patient by an independent draw, so that the numbers of the arms vary */
  | { kind: 'simple' };

export interface TrialStratum {
  name: string;
  /** of those who enter */
  share: number;
  /** whether such patients are enrolled */
  enrolled: boolean;
}

/** What happens to the patients of an arm. */
export type TrialArm = LawArm | StrategyArm;

export interface LawArm {
  kind: 'law';
  title: string;
  /** by stratum; time from randomisation */
  parts: readonly ArmPart[];
}

/** Patients of one stratum of an arm. */
export interface ArmPart extends ArmHazards {
  /** the law of the endpoint's time, where the steps of `hazard` only come near it: closed forms take the steps */
  law?: ArmLaw;
}

export interface ArmLaw {
  /** names the law: the same key promises the same law */
  key: string;
  distribution: Distribution;
  /** the largest difference in survival between the law and the steps */
  within: number;
}

export interface StrategyArm {
  kind: 'strategy';
  title: string;
  /**
   * Times of its patients: of one endpoint; of entries into states, on the first of which they are randomised, at time 0
   * where there are none; and of membership of the subgroup that is enrolled, everybody where there is none.
   */
  patients: PatientTimes;
  /** time from entry to being lost, by its hazard; none where undefined */
  dropout?: ArmHazards['dropout'];
}

/** Whether patients are randomised later than at entry, or not all of them are enrolled. */
export function isSelective({ patients: { times } }: StrategyArm): boolean {
  return times.entries.length > 0 || times.member !== undefined;
}

export type TrialTest =
  | { kind: 'log-rank' }
  | { kind: 'fleming-harrington'; rho: number; gamma: number }
  /** weights 1 / max(S(t), S(until)), Magirr & Burman (2019) */
  | { kind: 'modestly-weighted'; until: number }
  | { kind: 'max-combo' }
  | { kind: 'rmst'; tau: number }
  | { kind: 'milestone'; at: number; margin: number }
  /** Wald test of Cox's hazard ratio against a margin, 1 for superiority */
  | { kind: 'cox'; margin: number }
  /** single arm: share without the event at a time against a share that is not good enough, exact */
  | { kind: 'binomial'; at: number; share: number }
  /** single arm: events against those expected under a hazard */
  | { kind: 'one-sample-log-rank'; hazard: { starts: readonly number[]; rates: readonly number[] } };

/** When a look takes place: the first, or the last, of what is given. */
export interface Look {
  /** events of all arms together; the look is at that event, and counts no more */
  events?: number;
  /** calendar time */
  time?: number;
  /** of both, whichever comes */
  rule: 'first' | 'last';
  /** calendar time at which events are waited for no longer; the look is then, with fewer events than planned */
  end?: number;
}
