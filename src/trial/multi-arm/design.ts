import type { TestGraph } from '../../multiplicity/graph.ts';
import type { Spending } from '../../sequential/spending/spending.ts';
import type { Enrolled, TrialTest } from '../design.ts';

/** A trial of several experimental arms, each compared with one control; ready to simulate. Comparison i is of arm i + 1. */
export interface MultiArmDesign extends Enrolled {
  /** singular: month */
  unit: string;
  /** the name of the endpoint or the event */
  endpoint: string;
  /** names of the experimental arms, as the file gives them */
  names: readonly string[];
  test: TrialTest;
  /** one-sided type I error of all comparisons together; for the procedure none, of each */
  alpha: number;
  procedure: ArmsProcedure;
  looks: readonly MultiArmLook[];
  /** planned information fractions of the looks, increasing to 1 */
  fractions: readonly number[];
  /** whether the trial ends with the first rejection, or goes on with the arms that are left */
  stopping: 'separate' | 'simultaneous';
  /** places of a dropped arm: of the remaining arms, or saved */
  places: 'remaining' | 'saved';
}

export type ArmsProcedure =
  /** comparisons are hypotheses of a graph, each with its share of alpha spent over the looks */
  | { kind: 'graph'; graph: TestGraph; spending: Spending }
  | { kind: 'hochberg'; spending: Spending }
  /**
   * group-sequential Dunnett tests. Efficacy boundaries by the set of comparisons, a number whose bit i is 1 for comparison i;
   * of a single step all sets have the boundaries of the largest
   */
  | {
      kind: 'dunnett';
      isClosed: boolean;
      /** whether the boundaries count on futility: an arm that reaches it is always dropped */
      isBinding: boolean;
      efficacy: ReadonlyMap<number, readonly number[]>;
    };

export interface MultiArmLook {
  /** whose events are counted: of all arms that are still in the trial, of control, or of control and one arm */
  events: readonly { of: 'all' | 'control' | number; count: number }[];
  /** calendar time */
  time?: number;
  rule: 'first' | 'last';
  /** calendar time at which it takes place at the latest */
  end?: number;
  /** a comparison with z at or below it is dropped; -Infinity: none is */
  futility: number;
  /** which of the arms that are left go on */
  select?: Selection;
}

/** All conditions that are given must hold for an arm to go on. */
export interface Selection {
  /** so many arms with the largest z */
  best?: number;
  /** z at most this far below the largest */
  within?: number;
  /** z above this */
  zAbove?: number;
  /** estimated hazard ratio below this */
  ratioBelow?: number;
}

/** What becomes of an experimental arm. */
export const ACTIVE = 0;
export const REJECTED = 1;
export const FUTILE = 2;
export const NOT_SELECTED = 3;
