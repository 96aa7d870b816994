import type { Bend } from './tables.ts';

/**
 * Kinds of indices. An index of one kind cannot stand where one of another is wanted; a plain number can, as typed arrays hold
 * nothing else. At run time they are numbers.
 */
type Index<Kind extends string> = number & { readonly index?: Kind };
export type NodeIndex = Index<'node'>;
/** Counts of times, a row after the other. */
export type Track = Index<'track'>;
/** A single count. */
export type Counter = Index<'counter'>;
/** A column of doubles, one for each patient. */
export type Memory = Index<'memory'>;
/** A source of random numbers with a name. */
export type Stream = Index<'stream'>;
/** A duration since the start. */
export type Timer = Index<'timer'>;

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
  numbers: { sampler: Sampler; memory: Memory }[];
  /** number of memory columns for doubles, and for visit counts */
  memories: number;
  visits: number;
  /** memory columns that are returned with the counts, patient by patient; Infinity if nothing was stored */
  outcomes: Memory[];
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
  | { kind: 'table'; stream: Stream; table: number; bend?: Bend }
  | { kind: 'pieces'; stream: Stream; pieces: number }
  | { kind: 'even'; stream: Stream; min: number; width: number }
  | { kind: 'constant'; value: number }
) & {
  /** Infinity if this stream's draw is below the threshold: a cure fraction */
  cure?: { stream: Stream; threshold: number };
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
  track: Track;
  edge: Edge;
}

export type ArmTime =
  | { kind: 'sojourn'; sampler: Sampler }
  | { kind: 'timer'; timer: Timer }
  | { kind: 'delay'; delay: number; clock: ClockPlace }
  | {
      /** by a unit exponential E: the inverse cumulative hazard at H(clock) + E / ratios */
      kind: 'hazard';
      stream: Stream;
      /** memory columns that multiply E */
      scales: Memory[];
      shape: { kind: 'map'; hazard: number; time: number } | { kind: 'pieces'; pieces: number };
      clock: ClockPlace;
      /** memory columns of acceleration factors, and of their reciprocals */
      stretch: Memory[];
      shrink: Memory[];
    };

/** The origin of a clock: entry, time 0, a remembered time, or a remembered age at time 0. */
export type ClockPlace = { kind: 'entry' | 'start' } | { kind: 'since' | 'age'; memory: Memory };

/** An instantaneous split by one draw. */
export interface ChanceNode {
  kind: 'chance';
  stream: Stream;
  visits?: number;
  by:
    | { kind: 'threshold'; threshold: number }
    /** odds that vary between patients: `odds` times the memory columns */
    | { kind: 'odds'; odds: number; scales: Memory[] };
  yes: Edge;
  no: Edge;
}

/** An instantaneous split by a time or number: `yes` if it is at most the bound. */
export interface WhenNode {
  kind: 'when';
  left: { kind: 'now' } | { kind: 'memory'; memory: Memory };
  bound: { kind: 'timer'; timer: Timer } | { kind: 'value'; value: number };
  yes: Edge;
  no: Edge;
}

/** An edge to a node (-1: out of the simulation), and the effects on patients who take it. */
export interface Edge {
  to: NodeIndex;
  effects: Effect[];
}

/** A time to record: now, a remembered one, or never. */
export type TimePlace = { kind: 'now' | 'never' } | { kind: 'memory'; memory: Memory };

export type Effect =
  | { kind: 'count'; counter: Counter }
  /** an entry into a state that can be entered again; the states are those on the edge */
  | { kind: 'visit'; visits: number; states: string[] }
  /** stores the current time, unless `time` says otherwise */
  | { kind: 'remember'; memory: Memory; time?: TimePlace }
  | { kind: 'tally'; time: TimePlace; track: Track }
  /** records the earlier of the time and the timer: in the event track or the censored track */
  | { kind: 'observe'; time: TimePlace; timer: Timer; event: Track; censored: Track }
  /** counts the draws between consecutive thresholds */
  | { kind: 'mark'; stream: Stream; thresholds: number[]; counters: Counter[] };
