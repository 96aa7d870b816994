import type { Bend } from './tables.ts';

/**
 * A model in columns: nodes that patients queue at, and edges that take them from node to node. Plain data, so that it
 * crosses threads. Everything that a patient's future depends on, except times and numbers, is in the node itself.
 */
export interface Graph {
  nodes: Node[];
  /** how patients enter, at time 0 */
  root: Edge;
  /** names of the random streams; draws and samplers refer to them by index */
  streams: string[];
  /** all tables, one after the other; referred to by index of their first double */
  tables: Float64Array;
  /** times since the start that are drawn again whenever they are asked for */
  timers: Sampler[][];
  /** numbers drawn for every patient at the start, each kept in a memory column */
  numbers: { sampler: Sampler; memory: number }[];
  /** how many memory columns of doubles, and of visit counts */
  memories: number;
  visits: number;
  /** memory columns handed out with the counts, patient by patient; infinite where nothing was remembered */
  outcomes: number[];
  /** how many tally rows, and single counters */
  tracks: number;
  counters: number;
  grid: Grid;
}

/** Row r of a track counts the times in ((r - 1) / perUnit, r / perUnit], row 0 time 0, row `rows` what is later. */
export interface Grid {
  /** rows from 0 to the horizon: horizon * perUnit + 1 */
  rows: number;
  perUnit: number;
  horizon: number;
}

/** A duration that a single draw decides. */
export type Sampler = (
  | { kind: 'table'; stream: number; table: number; bend?: Bend }
  | { kind: 'pieces'; stream: number; pieces: number }
  | { kind: 'even'; stream: number; min: number; width: number }
  | { kind: 'constant'; value: number }
) & {
  /** never, where this stream's draw is below the threshold: a cure fraction */
  cure?: { stream: number; threshold: number };
};

export type Node = StateNode | ChanceNode | WhenNode;

/** Patients sojourn here until the earliest of the arms. */
export interface StateNode {
  kind: 'state';
  /** the state, for messages */
  name: string;
  /** memory column of visits, where the state can be entered again */
  visits?: number;
  arms: Arm[];
  /** for those still here at the horizon, where that matters */
  horizon?: Edge;
}

/** One way out: its time, the track that counts it, and where it leads. */
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
      /** by the unit exponential: the inverse cumulative hazard at H(clock) + E / ratios */
      kind: 'hazard';
      stream: number;
      /** memory columns that E is multiplied by */
      scales: number[];
      shape: { kind: 'map'; hazard: number; time: number } | { kind: 'pieces'; pieces: number };
      clock: ClockPlace;
      /** memory columns of acceleration factors, and of their reciprocals */
      stretch: number[];
      shrink: number[];
    };

/** Where a clock starts: at entry, at time 0, at a remembered time, or a remembered age before time 0. */
export type ClockPlace = { kind: 'entry' | 'start' } | { kind: 'since' | 'age'; memory: number };

/** An instant split by one draw. */
export interface ChanceNode {
  kind: 'chance';
  stream: number;
  visits?: number;
  by:
    | { kind: 'threshold'; threshold: number }
    /** odds that differ from patient to patient: `odds` times the memory columns */
    | { kind: 'odds'; odds: number; scales: number[] };
  yes: Edge;
  no: Edge;
}

/** An instant split by time or number: yes where it is not after, or not above, the bound. */
export interface WhenNode {
  kind: 'when';
  left: { kind: 'now' } | { kind: 'memory'; memory: number };
  bound: { kind: 'timer'; timer: number } | { kind: 'value'; value: number };
  yes: Edge;
  no: Edge;
}

/** A way to a node (-1: out of the simulation) and what is noted of those who go it. */
export interface Edge {
  to: number;
  effects: Effect[];
}

/** A time to be noted: now, remembered, or never. */
export type TimePlace = { kind: 'now' | 'never' } | { kind: 'memory'; memory: number };

export type Effect =
  | { kind: 'count'; counter: number }
  /** an entry into a state that can be entered again, by way of these states */
  | { kind: 'visit'; visits: number; states: string[] }
  /** now, unless it says another time */
  | { kind: 'remember'; memory: number; time?: TimePlace }
  | { kind: 'tally'; time: TimePlace; track: number }
  /** the earlier of the time and the timer: an event in one track or censored in the other */
  | { kind: 'observe'; time: TimePlace; timer: number; event: number; censored: number }
  /** how many draws fall below each threshold, less those below the one before */
  | { kind: 'mark'; stream: number; thresholds: number[]; counters: number[] };
