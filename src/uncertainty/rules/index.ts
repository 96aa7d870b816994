import type { Rule } from '../rule.ts';
import { distribution } from './distribution.ts';
import { eventsInExposure } from './events-in-exposure.ts';
import { eventsOf } from './events-of.ts';
import { meanWithError } from './mean-with-error.ts';
import { numberWithInterval } from './number-with-interval.ts';
import { positiveWithInterval } from './positive-with-interval.ts';
import { quantiles } from './quantiles.ts';
import { range } from './range.ts';
import { ratioWithInterval } from './ratio-with-interval.ts';
import { shareWithInterval } from './share-with-interval.ts';

/** The rules that turn evidence into distributions. The first rule that applies to a number decides. */
export const rules: readonly Rule[] = [
  distribution,
  quantiles,
  range,
  eventsOf,
  eventsInExposure,
  meanWithError,
  ratioWithInterval,
  shareWithInterval,
  positiveWithInterval,
  numberWithInterval,
];
