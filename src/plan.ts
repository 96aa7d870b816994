import type { Graph } from './kernel/graph.ts';

/**
 * One strategy of a scenario, ready to run: the graph that the kernel drains, and how its counts are to be read.
 *
 * Plain data: it crosses threads as it is.
 */
export interface Plan {
  strategy: string;
  graph: Graph;
  readout: Readout;
  /** what was asked of patients' own times */
  times?: TimesReadout;
  /** a law of the model is `fixed`: events of many patients may come at one instant within a row */
  hasFixedTimes?: boolean;
}

/** Which tracks and counters make which figure. Lists are sums. */
export interface Readout {
  /** every combination of subgroups that a patient can end up in */
  cells: { member: boolean[]; counter: number }[];
  subgroups: { name: string; title: string }[];
  endpoints: EndpointReadout[];
  /** states in which time is spent, absorbing ones included */
  states: StateReadout[];
  /** from state to state */
  ways: WayReadout[];
  proportions: ProportionReadout[];
}

export interface EndpointReadout {
  name: string;
  title: string;
  causes: string[];
  /** by cell */
  cells: {
    /** by cause, tracks */
    events: number[][];
    /** tracks */
    censored: number[];
    /** tracks of what is seen under the scenario's follow-up, where there is one */
    observed?: { events: number[]; censored: number[] };
  }[];
}

export interface StateReadout {
  name: string;
  title: string;
  absorbing: boolean;
  /** counters of those who enter at time 0 */
  atZero: number[];
  /** tracks */
  entries: number[];
  exits: number[];
}

/** A transition, or a branch of a decision: those who go it by the horizon. */
export interface WayReadout {
  from: string;
  to: string;
  tracks: number[];
  counters: number[];
}

/** A share: the sum of some counters among the sum of others. */
export interface ProportionReadout {
  name: string;
  title: string;
  hits: number[];
  among: number[];
}

/** Which of the graph's outcomes are whose times, by index. */
export interface TimesReadout {
  /** of the event; infinite where there is none by the horizon */
  endpoints: {
    name: string;
    outcome: number;
    /** the endpoint's own definition censors, so that some patients' times are not known though they have one */
    censors: boolean;
  }[];
  /** of entries into a state, the last where there are several; infinite where there is none */
  entries: { state: string; outcome: number; entered: 'never' | 'once' | 'again and again' }[];
  /** when it is known that the patient is a member of the subgroup; infinite for others */
  member: { subgroup: string; outcome: number } | undefined;
}

/** Patients first .. first + count - 1 of a run. */
export interface Chunk {
  first: number;
  count: number;
}
