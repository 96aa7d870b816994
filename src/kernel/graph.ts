import type { Bend } from './tables.ts';

/**
 * A model as a graph: nodes with queues of patients, and edges between nodes. It is plain data, so that it can be
 * sent to threads. A patient's future depends on the node, on times and on numbers, and on nothing else.
 */
export interface Graph {
  nodes: Node[];
  /** the entry of all patients, at time 0 */
  root: Edge;
  /** names of the random streams; draws and samplers refer to their index */
  streams: string[];
  /** all tables, concatenated; referred to by the index of their first double */
  tables: Float64Array;
  /** durations since the start, drawn again (with the same result) whenever they are needed */
  timers: Sampler[][];
  /** numbers drawn for each patient at the start; each is kept in a memory column */
  numbers: { sampler: Sampler; memory: number }[];
  /** number of memory columns for doubles, and for visit counts */
  memories: number;
  visits: number;
  /** memory columns that are returned with the counts, patient by patient; Infinity if nothing was stored */
  outcomes: number[];
  /** number of tracks, and of single counters */
  tracks: number;
  counters: number;
  grid: Grid;
}

/**
 * Row r of a track counts the times in ((r - 1) / perUnit, r / perUnit]; row 0 is time 0, row `rows` is everything
 * later.
 */
export interface Grid {
  /** number of rows from 0 to the horizon: horizon * perUnit + 1 */
  rows: number;
  perUnit: number;
  horizon: number;
}

/** A duration determined by one draw. */
export type Sampler = (
  | { kind: 'table'; stream: number; table: number; bend?: Bend }
  | { kind: 'pieces'; stream: number; pieces: number }
  | { kind: 'even'; stream: number; min: number; width: number }
  | { kind: 'constant'; value: number }
) & {
  /** Infinity if this stream's draw is below the threshold: a cure fraction */
  cure?: { stream: number; threshold: number };
};

export type Node = StateNode | ChanceNode | WhenNode;

/** Patients stay here until the earliest of the arms. */
export interface StateNode {
  kind: 'state';
  /** name of the state, for messages */
  name: string;
  /** memory column of visit counts, if the state can be entered again */
  visits?: number;
  arms: Arm[];
  /** for patients who are still here at the horizon, if anything depends on it */
  horizon?: Edge;
}

/** A transition out of a state: its time, its track and its destination. */
export interface Arm {
  time: ArmTime;
  track: number;
  edge: Edge;
}

export type ArmTime =
  | { kind: 'sojourn'; sampler: Sampler }
  | { kind: 'timer'; timer: number }
  | { kind: 'delay'; delay: number; clock: ClockPlace }
  | {
      /** by a unit exponential E: the inverse cumulative hazard at H(clock) + E / ratios */
      kind: 'hazard';
      stream: number;
      /** memory columns that multiply E */
      scales: number[];
      shape: { kind: 'map'; hazard: number; time: number } | { kind: 'pieces'; pieces: number };
      clock: ClockPlace;
      /** memory columns of acceleration factors, and of their reciprocals */
      stretch: number[];
      shrink: number[];
    };

/** The origin of a clock: entry, time 0, a remembered time, or a remembered age at time 0. */
export type ClockPlace = { kind: 'entry' | 'start' } | { kind: 'since' | 'age'; memory: number };

/** An instantaneous split by one draw. */
export interface ChanceNode {
  kind: 'chance';
  stream: number;
  visits?: number;
  by:
    | { kind: 'threshold'; threshold: number }
    /** odds that vary between patients: `odds` times the memory columns */
    | { kind: 'odds'; odds: number; scales: number[] };
  yes: Edge;
  no: Edge;
}

/** An instantaneous split by a time or number: `yes` if it is at most the bound. */
export interface WhenNode {
  kind: 'when';
  left: { kind: 'now' } | { kind: 'memory'; memory: number };
  bound: { kind: 'timer'; timer: number } | { kind: 'value'; value: number };
  yes: Edge;
  no: Edge;
}

/** An edge to a node (-1: out of the simulation), and the effects on patients who take it. */
export interface Edge {
  to: number;
  effects: Effect[];
}

/** A time to record: now, a remembered one, or never. */
export type TimePlace = { kind: 'now' | 'never' } | { kind: 'memory'; memory: number };

export type Effect =
  | { kind: 'count'; counter: number }
  /** an entry into a state that can be entered again; the states are those on the edge */
  | { kind: 'visit'; visits: number; states: string[] }
  /** stores the current time, unless `time` says otherwise */
  | { kind: 'remember'; memory: number; time?: TimePlace }
  | { kind: 'tally'; time: TimePlace; track: number }
  /** records the earlier of the time and the timer: in the event track or the censored track */
  | { kind: 'observe'; time: TimePlace; timer: number; event: number; censored: number }
  /** counts the draws between consecutive thresholds */
  | { kind: 'mark'; stream: number; thresholds: number[]; counters: number[] };
