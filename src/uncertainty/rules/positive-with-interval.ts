import { ln } from '../../math/elementary.ts';
import { logNormal } from '../laws/log-normal.ts';
import { estimateOf, type Rule, sdOfInterval } from '../rule.ts';

/** A rate, a time or another number that must be above 0, with its interval. */
export const positiveWithInterval: Rule = {
  name: 'positive number with an interval',
  about:
    'a number that must be above 0, with an interval, gives a log-normal law, whose median is the estimate',
  lawOf: (figure, use) => {
    const { interval, level } = figure;
    const value = estimateOf(figure);
    if (use !== 'positive' || !interval || value === undefined || !(value > 0 && interval[0] > 0))
      return undefined;
    return logNormal(ln(value), sdOfInterval(ln(interval[0]), ln(interval[1]), level));
  },
};
