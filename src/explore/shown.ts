import type { Override } from '../scenario/overrides.ts';

/** What the page asks to be simulated. */
export interface Asked {
  /** values other than those of the file */
  set: readonly Override[];
  /** names, in the order of the file */
  strategies: readonly string[];
  endpoint: string;
  /** `all`, or the name of a subgroup */
  group: string;
  seed: string;
}

/** The figures of one strategy, of one endpoint and one group of patients. */
export interface ShownStrategy {
  strategy: string;
  title: string;
  /** patients in the group */
  n: number;
  /** the curve: times, survival, and its Monte Carlo standard errors (NaN where nobody is at risk) */
  times: readonly number[];
  survival: readonly number[];
  errors: readonly number[];
  /** a value is null if it is not reached, or censoring ends the curve before */
  landmarks: readonly { at: number; value: number | null; mcse: number | null }[];
  rmst: readonly { tau: number; value: number | null; mcse: number | null }[];
  median: { value: number | null; lower: number | null; upper: number | null };
}

/** An answer at once: the curves that are shown, of few patients. */
export interface QuickAnswer {
  /** patients of each strategy */
  n: number;
  strategies: ShownStrategy[];
}

/** Published survival of a strategy, for the endpoint and group that are shown. */
export interface PublishedPoint {
  strategy: string;
  at: number;
  value: number;
  lower: number | null;
  upper: number | null;
}

/** The whole answer, as `sojourn run` gives it. */
export interface WholeAnswer extends QuickAnswer {
  /** of all counts: the one that `sojourn run` prints */
  fingerprint: string;
  published: PublishedPoint[];
  /** by strategy */
  proportions: { strategy: string; name: string; title: string; value: number; mcse: number }[];
  occupancy: {
    strategy: string;
    title: string;
    times: number[];
    states: { title: string; shares: number[] }[];
  }[];
  /** by strategy: an SVG text of the states and of how many patients went each way by the horizon */
  flows: { strategy: string; title: string; svg: string }[];
}
