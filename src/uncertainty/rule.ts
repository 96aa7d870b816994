import { normalQuantile } from '../math/normal.ts';
import type { RawParameter } from '../scenario/schema/quantity.ts';
import type { UncertaintyLaw } from './law.ts';

/** What the model uses a number for, as far as that bounds it: a probability lies from 0 to 1. */
export type Use = 'probability' | 'positive' | 'real';

/** One way to read a distribution out of what a scenario says of a number. */
export interface Rule {
  name: string;
  /** which evidence gives which law, in a sentence */
  about: string;
  /** undefined where the rule says nothing of this number */
  lawOf(figure: RawParameter, use: Use): UncertaintyLaw | undefined;
}

/** The number of a figure that is not derived from others; undefined where it has none. */
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
