import type { UncertaintyLaw } from '../law.ts';

/** Numbers whose draws go together. */
export interface Joint {
  kind: 'posterior' | 'fit' | 'together' | 'counts';
  /** as the file calls it: the posterior's file, the fit's name, the place of a decision */
  title: string;
  /** of its numbers */
  names: readonly string[];
  /** which numbers these are, for `parameterDraws` */
  keys: readonly string[];
  /** names of the random numbers that a draw takes */
  streams: readonly string[];
  /**
   * Values of its numbers in one draw.
   *
   * @param visit from 0: draws whose order is wrong are made again
   */
  valuesOf(draw: number, visit: number, even: Even): ArrayLike<number>;
}

/** An even number between 0 and 1, which depends on the seed, the stream and these two numbers alone. */
export type Even = (stream: number, draw: number, visit: number) => number;

/** Numbers of which each is at most the next. */
export interface Order {
  names: readonly string[];
  keys: readonly string[];
  /** of each by itself */
  laws: readonly UncertaintyLaw[];
}

/** The name of the random numbers of one number. */
export function streamOf(key: string): string {
  return `parameter ${key}`;
}
