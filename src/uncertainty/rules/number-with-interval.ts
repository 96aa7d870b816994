import { normal } from '../laws/normal.ts';
import { estimateOf, type Rule, sdOfInterval } from '../rule.ts';

/** Any other number with its interval. */
export const numberWithInterval: Rule = {
  name: 'number with an interval',
  about: 'a number of either sign with an interval gives a normal law, whose mean is the estimate',
  lawOf: (figure, use) => {
    const { interval, level } = figure;
    const value = estimateOf(figure);
    if (use !== 'real' || !interval || value === undefined) return undefined;
    return normal(value, sdOfInterval(interval[0], interval[1], level));
  },
};
