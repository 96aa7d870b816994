import type { Counter, Graph, Track } from './kernel/graph.ts';

/**
 * One strategy of a scenario, ready to run: the graph that the kernel simulates, and how its counts are read.
 *
 * Plain data that can be sent to threads.
 */
export interface Plan {
  strategy: string;
  graph: Graph;
  readout: Readout;
  /** which of the graph's outcomes are individual times, if they were asked for */
  times?: TimesReadout;
  /** the model uses the law `fixed`: events of many patients may fall on one instant within a row */
  hasFixedTimes?: boolean;
}

/** The tracks and counters of each figure. A list means the sum of its tracks or counters. */
export interface Readout {
  /** every combination of subgroups that a patient can belong to */
  cells: { member: boolean[]; counter: Counter }[];
  subgroups: { name: string; title: string }[];
  endpoints: EndpointReadout[];
  /** states in which time is spent, including absorbing ones */
  states: StateReadout[];
  /** transitions between two states */
  ways: WayReadout[];
  proportions: ProportionReadout[];
}

export interface EndpointReadout {
  name: string;
  title: string;
  causes: string[];
  /** by cell */
  cells: {
    /** tracks, by cause */
    events: Track[][];
    /** tracks */
    censored: Track[];
    /** tracks of the endpoint as observed under the scenario's follow-up, if there is one */
    observed?: { events: Track[]; censored: Track[] };
  }[];
}

export interface StateReadout {
  name: string;
  title: string;
  absorbing: boolean;
  /** counters of the patients who are in the state at time 0 */
  atZero: Counter[];
  /** tracks */
  entries: Track[];
  exits: Track[];
}

/** A transition, or a branch of a decision: the patients who take it by the horizon. */
export interface WayReadout {
  from: string;
  to: string;
  tracks: Track[];
  counters: Counter[];
}

/** A proportion: the sum of some counters divided by the sum of others. */
export interface ProportionReadout {
  name: string;
  title: string;
  hits: Counter[];
  among: Counter[];
}

/** Indices of the graph's outcomes that are individual times. */
export interface TimesReadout {
  /** time of the event; Infinity if there is none by the horizon */
  endpoints: {
    name: string;
    outcome: number;
    /** the endpoint's own definition censors: some patients have an event whose time is not known */
    censors: boolean;
    /** time at which the endpoint's own definition censors; Infinity for others. If it was asked for */
    censored?: number;
  }[];
  /** time of the last entry into a state; Infinity if there is none */
  entries: { state: string; outcome: number; entered: 'never' | 'once' | 'again and again' }[];
  /** time at which the patient is known to be a member of the subgroup; Infinity for others */
  member: { subgroup: string; outcome: number } | undefined;
  /** of each of several subgroups likewise */
  members: { subgroup: string; outcome: number }[];
  /** time at which the patient is known to be in a proportion's numerator, or in its denominator alone; else Infinity */
  proportions: { proportion: string; hit: number; miss: number }[];
}

/** Patients first .. first + count - 1 of a run. */
export interface Chunk {
  first: number;
  count: number;
}
