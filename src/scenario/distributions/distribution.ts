import type { Step } from '../../math/columns/index.ts';

/**
 * A distribution of time with fixed parameter values, proper or improper.
 *
 * It is given by its cumulative hazard H(t) = -ln S(t). For every law, the inverse of H turns a unit exponential E into
 * a time.
 */
export interface Distribution {
  /** H(t): 0 for t <= 0, non-decreasing; Infinity once survival is 0. */
  cumulativeHazard(t: number): number;
  /** The time at which H first reaches y (y >= 0); Infinity if it never does. */
  inverseCumulativeHazard(y: number): number;
  /** The supremum of H: Infinity for a proper law, -ln of the cured fraction for an improper one. */
  limit: number;
  /** What else is known of H; it decides which tables are made. */
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

/** The form of a cumulative hazard. */
export type Form =
  /** nothing more is known */
  | { kind: 'smooth' }
  /** smooth, with a slow iterative inverse: tables are made from fewer values */
  | { kind: 'iterative' }
  /** smooth; for a whole family of laws, ln T is the same function of a unit exponential up to location and spread */
  | ({ kind: 'family' } & Family)
  /** smooth except at one point of the quantile function: where P(T <= t) is `at`, in (0, 1) */
  | { kind: 'kink'; at: number }
  /** smooth except at times at which the hazard jumps */
  | { kind: 'jumps'; times: Float64Array }
  /** exactly piecewise linear */
  | ({ kind: 'pieces' } & Pieces)
  /** the law is uniform, on [min, min + width] */
  | { kind: 'even'; min: number; width: number };

export const SMOOTH: Form = { kind: 'smooth' };
export const ITERATIVE: Form = { kind: 'iterative' };

/**
 * A piecewise-linear cumulative hazard through the points (times[i], hazards[i]). The first point is (0, 0), times
 * increase strictly, hazards never fall. After the last point the slope is `lastRate`; 0 means no further events.
 */
export interface Pieces {
  times: Float64Array;
  hazards: Float64Array;
  lastRate: number;
}

/** ln T = location + spread W(E), where E is unit exponential. Grids keep the values of W for each family. */
export interface Family {
  /** W: the same function object for all laws of the family */
  standard(y: number): number;
  location: number;
  spread: number;
}

/** The cured fraction, and the distribution of the uncured. */
export interface Mixture {
  cure: number;
  proper: Distribution;
}

/**
 * The domain of a parameter. Domains of laws exclude values for which the law equals another one for every purpose: a
 * `shape` is from 0.001 to 1e6, a `spread` (the reciprocal of a shape) from 1e-6 to 1000, a `scale` (or a rate) from
 * 1e-100 to 1e100, a `location` (the logarithm of a scale) from -230 to 230, a `bend` from -1000 to 1000, a `time` or a
 * `hazard` from 0 to 1e100.
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
  /** The parameter that does not fit the others, and what would be right; undefined if all fit. */
  invalid?(p: Record<string, number>): { parameter: string; message: string } | undefined;
  /** The distribution for parameter values that are within their domains and not `invalid`. */
  make(p: Record<string, number>): Distribution;
  /** The survival or density formula, in one line. */
  formula: string;
  /** R's function with the same parameters. */
  r: string;
  /** Author and year. */
  source: string;
}
