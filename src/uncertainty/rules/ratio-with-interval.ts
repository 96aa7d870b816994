import { ln } from '../../math/elementary.ts';
import { logNormal } from '../laws/log-normal.ts';
import { estimateOf, type Rule, sdOfInterval } from '../rule.ts';

/**
 * A hazard, odds or time ratio with its interval. The estimate is the median: the mean of the ratio is a little higher.
 */
export const ratioWithInterval: Rule = {
  name: 'ratio with an interval',
  about: 'a ratio with an interval gives a log-normal law, whose median is the estimate',
  lawOf: (figure) => {
    const { ratio, interval, level } = figure;
    if (ratio === undefined || !interval || !(ratio > 0 && interval[0] > 0)) return undefined;
    return logNormal(ln(estimateOf(figure)!), sdOfInterval(ln(interval[0]), ln(interval[1]), level));
  },
};
