import type { TestGraph } from '../../multiplicity/graph.ts';
import type { Spending } from '../../sequential/spending/spending.ts';
import type { IllnessDeath } from '../arms/illness-death.ts';
import type { Enrolled, LookTiming, TrialTest } from '../design.ts';

/** A trial of several hypotheses, ready to simulate: all of them of the same patients, tested under one alpha. */
export interface HypothesesDesign extends Enrolled {
  /** singular: month */
  unit: string;
  /** names of the endpoints, in the order of the arms' columns */
  endpoints: readonly string[];
  /** endpoints whose events are seen at visits only; undefined: there are no visits */
  assessed?: readonly Assessed[];
  populations: readonly Population[];
  /** every pair of an endpoint and a population that a hypothesis or a look needs */
  cohorts: readonly Cohort[];
  hypotheses: readonly Hypothesis[];
  procedure: { kind: 'graph'; graph: TestGraph } | { kind: 'hochberg' };
  /** one-sided type I error of all hypotheses together */
  alpha: number;
  looks: readonly HypothesesLook[];
  /** what a success is; all conditions must hold; undefined: not asked */
  success?: readonly SuccessCondition[];
  /** the laws of control and treatment, if the arms are illness-death models */
  illnessDeath?: readonly [IllnessDeath, IllnessDeath];
}

/** An endpoint whose events are seen at visits, by its index. */
export interface Assessed {
  endpoint: number;
  /** the endpoint that is part of it and known when it happens, as death is of progression-free survival */
  atOnce?: number;
}

/** Patients in whom hypotheses are tested: a subgroup of the scenario, in order of the arms' columns, or a stratum. */
export interface Population {
  name: string;
  kind: 'subgroup' | 'stratum';
  /** place among the arms' `members`, or among the strata */
  index: number;
}

/** The patients of one population, with their times of one endpoint. */
export interface Cohort {
  /** index of the endpoint */
  endpoint: number;
  /** index of the population; undefined: all patients of the trial */
  population?: number;
}

export interface Hypothesis {
  name: string;
  /** index of the cohort */
  cohort: number;
  test: TrialTest;
  /** how its alpha is spent over its looks */
  spending: Spending;
  /** information at which all of its alpha is spent: events, or 1 where `fractions` are given */
  planned: number;
  /** information fractions of its looks; undefined: the events that each trial sees */
  fractions?: readonly number[];
  /** indices of the looks at which it is tested, increasing */
  looks: readonly number[];
}

/** A look of a trial of several hypotheses. */
export interface HypothesesLook extends LookTiming {
  events: readonly { cohort: number; count: number }[];
}

export type SuccessCondition =
  | { kind: 'significant'; hypotheses: readonly number[] }
  /** the estimate when the trial ends is below a limit */
  | { kind: 'ratio'; hypothesis: number; below: number };
