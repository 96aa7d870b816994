import type { UncertaintyLaw } from '../law.ts';

/** Numbers that are drawn jointly. */
export interface Joint {
  kind: 'posterior' | 'fit' | 'together' | 'counts';
  /** the posterior's file, the fit's name, or the path of a decision */
  title: string;
  /** keys of its numbers */
  names: readonly string[];
  /** indices of these numbers, for `parameterDraws` */
  keys: readonly string[];
  /** names of the random streams that a draw uses */
  streams: readonly string[];
  /**
   * The values of its numbers in one draw.
   *
   * @param visit from 0; a draw whose order is wrong is repeated with the next visit
   */
  valuesOf(draw: number, visit: number, even: Even): ArrayLike<number>;
}

/** A uniform number on (0, 1) that depends only on the seed, the stream and these two numbers. */
export type Even = (stream: number, draw: number, visit: number) => number;

/** Numbers that must not decrease from one to the next. */
export interface Order {
  names: readonly string[];
  keys: readonly string[];
  /** marginal law of each */
  laws: readonly UncertaintyLaw[];
}

/** The name of the random stream of one number. */
export function streamOf(key: string): string {
  return `parameter ${key}`;
}
