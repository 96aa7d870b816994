import { normalQuantile } from '../math/normal.ts';
import type { RawParameter } from '../scenario/schema/quantity.ts';
import type { UncertaintyLaw } from './law.ts';

/** How the model uses a number, if that bounds it: a probability lies from 0 to 1. */
export type Use = 'probability' | 'positive' | 'real';

/** A rule that derives a distribution from what a scenario states about a number. */
export interface Rule {
  name: string;
  /** one sentence: which evidence gives which law */
  about: string;
  /** undefined if the rule does not apply to this number */
  lawOf(figure: RawParameter, use: Use): UncertaintyLaw | undefined;
}

/** The number of a figure that is not derived from others; undefined if it has none. */
export function estimateOf({ value, ratio, mean, events, of, exposure }: RawParameter): number | undefined {
  if (value !== undefined) return value;
  if (ratio !== undefined) return ratio;
  if (mean !== undefined) return mean;
  if (events === undefined) return undefined;
  return of !== undefined ? events / of : exposure === undefined ? undefined : events / exposure;
}

/** Standard deviation on a scale on which the law is normal, from the ends of an interval there. */
export function sdOfInterval(lower: number, upper: number, level = 0.95): number {
  return (upper - lower) / (2 * normalQuantile((1 + level) / 2));
}
