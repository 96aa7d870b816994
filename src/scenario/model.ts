import type { Problem } from '../language/problem.ts';
import type { Distribution } from './distributions/index.ts';

/**
 * A model is one strategy of a scenario with all names looked up and all numbers computed. The compiler turns it into a
 * plan; the slow oracle of the tests simulates it patient by patient.
 */
export interface Model {
  strategy: string;
  horizon: number;
  rowsPerUnit: number;
  start: string;
  states: State[];
  characteristics: Characteristic[];
  timers: Timer[];
  marks: Mark[];
  endpoints: Endpoint[];
  subgroups: Named<{ condition: Condition }>[];
  proportions: Named<{ condition: Condition; among: Condition }>[];
}

export type Path = Problem['path'];
type Named<T> = T & { name: string; title: string };

/** At most one of the two lists is filled; an absorbing state has neither. */
export interface State {
  name: string;
  title: string;
  /** competing transitions; the earliest one happens */
  transitions: Transition[];
  /** branches of a decision, taken at once; their chances sum to 1 */
  branches: Branch[];
  /** random stream of the decision */
  stream: string;
  path: Path;
}

export interface Transition {
  to: string;
  stream: string;
  time: { kind: 'timer'; timer: string } | LawTime;
  path: Path;
}

export interface LawTime {
  kind: 'law';
  law: LawUse;
  clock: Clock;
  /** fraction that never has the event; 0: none */
  cure: number;
  hazardRatios: Modifier[];
  timeRatios: Modifier[];
}

/** A law with its numbers; a life table may have one column for each level of a characteristic. */
export interface LawUse {
  name: string;
  /** the law and its numbers as text: equal keys mean equal laws */
  key: string;
  by?: string;
  /** @param level of the characteristic `by`, if there is one */
  distribution(level?: string): Distribution;
}

export type Clock =
  | { kind: 'entry' }
  | { kind: 'start' }
  | { kind: 'since'; states: string[] }
  | { kind: 'age'; characteristic: string };

/** A ratio of hazards, times, chances or odds, with the patients it applies to. */
export type Modifier =
  | { kind: 'levels'; variable: string; ratios: Record<string, number> }
  | { kind: 'passed'; states: string[]; ratio: number }
  | { kind: 'per-unit'; characteristic: string; ratio: number; reference: number }
  | { kind: 'value'; characteristic: string };

export interface Branch {
  to: string;
  /** undefined: this branch takes the rest */
  chance: number | undefined;
  chanceRatios: Modifier[];
  oddsRatios: Modifier[];
  path: Path;
}

export type Characteristic =
  | { kind: 'levels'; name: string; title: string; levels: string[]; chances: number[]; path: Path }
  | {
      kind: 'numeric';
      name: string;
      title: string;
      law: LawUse;
      /** length of the characteristic's unit in the scenario's unit of time, for use as an age */
      ageScale: number;
      path: Path;
    };

/** A time since the start: a draw of the law, added to the timer `after` if there is one. */
export interface Timer {
  name: string;
  after?: string;
  law: LawUse;
  path: Path;
}

/** The name of the timer that ends a patient's follow-up. */
export const FOLLOW_UP = 'follow-up';

export interface Mark {
  name: string;
  title: string;
  on: string[];
  condition: Condition;
  levels: string[];
  chances: number[];
  oddsRatios: Modifier[];
  path: Path;
}

export interface Endpoint {
  name: string;
  title: string;
  /** the endpoint ends at the first of these */
  events: { cause: string; states: string[]; condition: Condition }[];
  /** entry into one of these states censors the endpoint, if no event came before */
  censor: string[];
  path: Path;
}

/** A condition on a patient's whole path up to the horizon. */
export type Condition =
  | { op: 'always' }
  | { op: 'never' }
  | { op: 'is'; variable: string; levels: string[] }
  | { op: 'between'; characteristic: string; from: number; below: number }
  | { op: 'reached'; states: string[]; by?: Bound }
  | { op: 'all' | 'any'; of: Condition[] }
  | { op: 'not'; of: Condition };

/** Compared with the time of first entry, which must not be later. */
export type Bound = { kind: 'timer'; timer: string } | { kind: 'time'; time: number };

export const YES = 'yes';
export const NO = 'no';
