import type { Problem } from '../language/problem.ts';
import type { Distribution } from './distributions/index.ts';

/**
 * A Model is one strategy of a scenario with every name looked up and every number in place: what the compiler
 * turns into columns, and what the slow oracle of the tests simulates patient by patient.
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

/** Exactly one of the two lists is filled; an absorbing state has neither. */
export interface State {
  name: string;
  title: string;
  /** competing ways out; the earliest happens */
  transitions: Transition[];
  /** an instant split; the chances of a decision's branches sum to one */
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
  /** 0: none */
  cure: number;
  hazardRatios: Modifier[];
  timeRatios: Modifier[];
}

/** A law at its numbers; a life table may have one column a level of a characteristic. */
export interface LawUse {
  name: string;
  /** the law with its numbers as a text: the same text is the same law */
  key: string;
  by?: string;
  /** @param level of the characteristic `by`, where there is one */
  distribution(level?: string): Distribution;
}

export type Clock =
  | { kind: 'entry' }
  | { kind: 'start' }
  | { kind: 'since'; states: string[] }
  | { kind: 'age'; characteristic: string };

/** What multiplies a hazard, a time, a chance or odds, and for whom. */
export type Modifier =
  | { kind: 'levels'; variable: string; ratios: Record<string, number> }
  | { kind: 'passed'; states: string[]; ratio: number }
  | { kind: 'per-unit'; characteristic: string; ratio: number; reference: number }
  | { kind: 'value'; characteristic: string };

export interface Branch {
  to: string;
  /** undefined: the rest */
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
      /** multiplies the value where it serves as an age: its unit in units of the scenario's time */
      ageScale: number;
      path: Path;
    };

/** Time since the start: a draw of the law, after another timer where there is one. */
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
  /** the first of these ends it */
  events: { cause: string; states: string[]; condition: Condition }[];
  /** entering one of these first censors it */
  censor: string[];
  path: Path;
}

/** What must be true of a patient, over the whole path up to the horizon. */
export type Condition =
  | { op: 'always' }
  | { op: 'never' }
  | { op: 'is'; variable: string; levels: string[] }
  | { op: 'between'; characteristic: string; from: number; below: number }
  | { op: 'reached'; states: string[]; by?: Bound }
  | { op: 'all' | 'any'; of: Condition[] }
  | { op: 'not'; of: Condition };

/** A first entry counts when its time is not after the bound. */
export type Bound = { kind: 'timer'; timer: string } | { kind: 'time'; time: number };

export const YES = 'yes';
export const NO = 'no';
