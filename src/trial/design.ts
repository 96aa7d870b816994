import type { Accrual } from '../formulas/accrual.ts';
import type { Arm as ArmHazards } from '../formulas/two-arms.ts';
import type { PatientTimes } from '../scenario/compile/patient-times.ts';
import type { Distribution } from '../scenario/distributions/index.ts';
import type { Spending } from '../sequential/spending/spending.ts';
import type { Adaptation } from './adaptation.ts';
import type { DecisionRule } from './decision.ts';

/**
 * A trial ready to simulate: all names are resolved, all numbers are final. Calendar time starts with accrual and has
 * one unit throughout. z above 0 favours treatment. A ratio is treatment over control, so below 1 favours treatment.
 */
export interface TrialDesign {
  title: string;
  /** singular: month */
  unit: string;
  /** control and treatment, or a single arm */
  arms: readonly TrialArm[];
  /** patients of each arm in one block: [1, 1]; [1, 2] is control to treatment; [1] for a single arm */
  allocation: readonly number[];
  /** randomised patients, all arms together */
  patients: number;
  /** accrual of all patients who enter; if randomisation is later than entry, these are the screened patients */
  accrual: TrialAccrual;
  /** how patients are assigned to arms; the default depends on the kind of entry, see `randomisationOf` */
  randomisation?: TrialRandomisation;
  /** strata of patients; a single unnamed one by default. With several strata, each arm's law has one part for each. */
  strata: readonly TrialStratum[];
  /** how patients are observed; by default every event is seen when it happens */
  observation?: Observation;
  test: TrialTest;
  alpha: number;
  sides: 1 | 2;
  looks: readonly Look[];
  /**
   * planned events of the whole trial, if looks are defined by events or information; otherwise expected events are
   * used
   */
  events?: number;
  /** go, consider or no-go when the trial stops; undefined: not asked */
  decision?: DecisionRule;
  /** boundaries on z for each look, at the planned information fractions */
  boundaries: {
    fractions: readonly number[];
    /** Infinity if the look cannot claim efficacy */
    efficacy: readonly number[];
    /** -Infinity if the look does not stop for futility; the last look never does */
    futility: readonly number[];
    /** whether futility boundaries are binding */
    binding: boolean;
    /** where the spending function is read at each look; undefined: at its information */
    times?: readonly number[];
    /** efficacy by the events that each trial sees, in place of the boundaries above; undefined: as planned */
    observed?: {
      spending: Spending;
      /** events at which all of alpha is spent */
      planned: number;
    };
  };
  /** rules by which a look changes what comes after it; undefined: the trial goes as planned */
  adaptation?: Adaptation;
}

/** The parts of a design that tell which patients a trial has. */
export type Enrolled = Pick<
  TrialDesign,
  'title' | 'arms' | 'allocation' | 'patients' | 'accrual' | 'randomisation' | 'strata' | 'observation'
>;

export interface TrialAccrual {
  /** expected rates of all patients who enter */
  pattern: Accrual;
  /** independent entry times; equally spaced entries at these rates; or a Poisson process with these rates */
  entry: 'uniform' | 'equally spaced' | 'poisson';
}

export type TrialRandomisation =
  /**
   * all orders of the patients are equally likely, with the numbers per arm fixed by the ratio: one block of all
   * patients
   */
  | { kind: 'random allocation' }
  /** permuted blocks of `block` patients, a multiple of the ratio's sum; the last block may be incomplete */
  | { kind: 'blocks'; block: number; withinStrata: boolean }
  /** each patient by an independent draw, so that the numbers per arm vary */
  | { kind: 'simple' };

/** How patients are observed, in times since randomisation. */
export interface Observation {
  /** each patient is followed for at most this time */
  followed?: number;
  /** visits every so often from a time on, the first piece from 0; an event is seen at the first visit at or after it */
  visits?: readonly { from: number; every: number }[];
}

export interface TrialStratum {
  name: string;
  /** share of the patients who enter */
  share: number;
  /** whether patients of this stratum are enrolled */
  enrolled: boolean;
}

/** The source of the event times of an arm's patients. */
export type TrialArm = LawArm | StrategyArm;

export interface LawArm {
  kind: 'law';
  title: string;
  /** one part for each stratum; time since randomisation */
  parts: readonly ArmPart[];
}

/** Loss to follow-up in time since randomisation; undefined: no loss. */
export interface Loss extends Pick<ArmHazards, 'dropout'> {
  /** the law of the time to loss, if `dropout` only approximates it. Closed forms use `dropout`. */
  dropoutLaw?: ArmLaw;
}

/** The patients of one stratum of an arm. */
export interface ArmPart extends ArmHazards, Loss {
  /** the law of the event time, if `hazard` only approximates it. Closed forms use `hazard`. */
  law?: ArmLaw;
}

export interface ArmLaw {
  /** identifies the law: equal keys mean equal laws */
  key: string;
  distribution: Distribution;
  /** largest absolute difference in survival between the law and the piecewise constant hazard */
  within: number;
}

export interface StrategyArm extends Loss {
  kind: 'strategy';
  title: string;
  /**
   * Times of its patients: the endpoint's time; the times of entry into states, if patients are randomised on the
   * first of these entries (if there are none, at time 0); and the time of joining the enrolled subgroup (if there is
   * none, everyone is eligible).
   */
  patients: PatientTimes;
  /** the times of its patients are moved so that the truth lies exactly at this margin from the arm as it is */
  atMargin?: AtMargin;
}

/** A margin of non-inferiority: a hazard ratio, or a difference in survival at a time. */
export type AtMargin = { kind: 'cox'; margin: number } | { kind: 'milestone'; at: number; margin: number };

/** Whether patients are randomised later than at entry, or some of them are not enrolled. */
export function isSelective({ patients: { times } }: StrategyArm): boolean {
  return times.entries.length > 0 || times.member !== undefined;
}

export type TrialTest =
  | { kind: 'log-rank' }
  | { kind: 'fleming-harrington'; rho: number; gamma: number }
  /** weights 1 / max(S(t), S(until)); Magirr & Burman (2019) */
  | { kind: 'modestly-weighted'; until: number }
  /** weights 1 / max(S(t), 1 / cap), which never exceed the cap */
  | { kind: 'modestly-weighted'; cap: number }
  /** the largest of several Fleming-Harrington z's; default weights 1, 1 - S, S (1 - S) and S */
  | { kind: 'max-combo'; weights?: readonly { rho: number; gamma: number }[] }
  | { kind: 'rmst'; tau: number }
  | { kind: 'milestone'; at: number; margin: number }
  /** Wald test of Cox's hazard ratio against a margin; 1 for superiority */
  | { kind: 'cox'; margin: number }
  | ProportionTest
  /** single arm, exact: the share without the event at a time, against the share under the null hypothesis */
  | { kind: 'binomial'; at: number; share: number }
  /** single arm: observed events against those expected under a reference law */
  | ({ kind: 'one-sample-log-rank' } & Pick<ArmPart, 'hazard' | 'law'>);

/** The share of patients with the event by a time since randomisation. */
export interface ProportionTest {
  kind: 'proportion';
  at: number;
  /** whether a higher share is better, as of responses, or a lower one, as of toxicity */
  better: 'higher' | 'lower';
  by: 'difference' | 'ratio' | 'fisher' | 'boschloo';
  /** of a difference 0, or by how much treatment may be worse; of a ratio 1, or the ratio at which it is just worse */
  margin: number;
  /** single arm: the share under the null hypothesis */
  null?: number;
}

/** When a look takes place: at the first, or at the last, of the conditions that are given. */
export interface LookTiming {
  /** calendar time */
  time?: number;
  /** a time after so many patients are randomised: the least follow-up of the first of them */
  enrolled?: { patients: number; after: number };
  /** of several conditions: whichever comes first, or last */
  rule: 'first' | 'last';
  /** calendar time at which a look takes place at the latest, whatever its conditions */
  end?: number;
  /** least time since the look before */
  gap?: number;
  /** the look is left out where fewer events than this have come since the look before */
  skipBelow?: number;
  /** share of its alpha that is spent by then, in place of that of its information */
  spendingTime?: number;
}

/** A look of a trial with one endpoint. */
export interface Look extends LookTiming {
  /** events of all arms together; the look is at exactly this event, later ones are not counted */
  events?: number;
  /** events of one arm or of one stratum */
  eventsOf?: readonly PartEvents[];
}

/** A number of events in a part of a trial's patients: those of an arm, or of a stratum, by its index. */
export type PartEvents = { count: number } & ({ arm: number } | { stratum: number });
