import type { Step } from '../../math/columns/index.ts';

/**
 * A distribution of time, fixed at its parameter values, proper or improper.
 *
 * Everything is said through the cumulative hazard H(t) = -ln S(t): a unit exponential E is turned into a time
 * by the inverse of H, whatever the law.
 */
export interface Distribution {
  /** H(t): 0 for t <= 0, rising; Infinity once nobody is left. */
  cumulativeHazard(t: number): number;
  /** The time at which H first reaches y (y >= 0); Infinity when it never does. */
  inverseCumulativeHazard(y: number): number;
  /** The supremum of H: Infinity for a proper law, -ln of the cured fraction for an improper one. */
  limit: number;
  /** What else is known of H, by which tables are made of it. */
  form: Form;
  /** Present when S = cure + (1 - cure) S_proper by construction. */
  mixture?: Mixture;
  /** Present where whole columns can be worked out in steps. */
  inSteps?: InSteps | undefined;
}

/** Both directions of a cumulative hazard in steps, which give the very bits that its functions give. */
export interface InSteps {
  hazard: readonly Step[];
  inverse: readonly Step[];
}

/** The form of a cumulative hazard: each law has one. */
export type Form =
  /** nothing more is known */
  | { kind: 'smooth' }
  /** smooth, with an inverse that takes many steps to find: tables are made from fewer of its values */
  | { kind: 'iterative' }
  /** smooth, and ln T is one function of a unit exponential for a whole family of laws, shifted and stretched */
  | ({ kind: 'family' } & Family)
  /** smooth but at one place of the quantile function: where P(T <= t) is `at`, in (0, 1) */
  | { kind: 'kink'; at: number }
  /** smooth but at times at which the hazard jumps */
  | { kind: 'jumps'; times: Float64Array }
  /** exactly piecewise linear */
  | ({ kind: 'pieces' } & Pieces)
  /** the law is uniform, on [min, min + width] */
  | { kind: 'even'; min: number; width: number };

export const SMOOTH: Form = { kind: 'smooth' };
export const ITERATIVE: Form = { kind: 'iterative' };

/**
 * A piecewise-linear cumulative hazard through the points (times[i], hazards[i]). The first point is (0, 0), times
 * increase strictly, hazards never fall; after the last point the slope is `lastRate`, and 0 means never again.
 */
export interface Pieces {
  times: Float64Array;
  hazards: Float64Array;
  lastRate: number;
}

/** ln T = location + spread W(E), where E is unit exponential. Tables keep W for each family they meet. */
export interface Family {
  /** W: the very same function for all of the family */
  standard(y: number): number;
  location: number;
  spread: number;
}

/** A fraction to whom the event never happens, and the distribution of the others. */
export interface Mixture {
  cure: number;
  proper: Distribution;
}

/**
 * Where a parameter may lie. Those of laws end where a law is, for every purpose, another one: a `shape` at 0.001 and
 * 1e6, a `spread` (the reciprocal of a shape) at 1e-6 and 1000, a `scale`, which a rate is too, at 1e-100 and 1e100,
 * a `location` (the logarithm of a scale) at -230 and 230, a `bend`, of either sign, at 1000, a `time` at 0 and 1e100,
 * a `hazard` likewise.
 */
export type Domain =
  | 'positive'
  | 'non-negative'
  | 'real'
  | 'probability'
  | 'shape'
  | 'spread'
  | 'scale'
  | 'location'
  | 'bend'
  | 'time'
  | 'hazard';

/** A law with scalar parameters, as the scenario language knows it. */
export interface Law {
  name: string;
  /** Parameter names in the order of R's function, each with its domain. */
  parameters: Record<string, Domain>;
  /** What is wrong between parameters and what would be right; undefined when all is well. */
  invalid?(p: Record<string, number>): { parameter: string; message: string } | undefined;
  /** The distribution at parameter values that are within their domains and not `invalid`. */
  make(p: Record<string, number>): Distribution;
  /** The survival or density formula, in one line. */
  formula: string;
  /** R's function of the same parameters. */
  r: string;
  /** Author and year. */
  source: string;
}
