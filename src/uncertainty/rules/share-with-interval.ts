import { ln } from '../../math/elementary.ts';
import { logitNormal } from '../laws/logit-normal.ts';
import { estimateOf, type Rule, sdOfInterval } from '../rule.ts';

const logit = (share: number) => ln(share / (1 - share));

/** A share with its interval, such as 0.8 (0.73 to 0.85): normal on the log odds, so that every draw lies between 0 and 1. */
export const shareWithInterval: Rule = {
  name: 'share with an interval',
  about: 'a probability with an interval gives a logit-normal law, whose median is the estimate',
  lawOf: (figure, use) => {
    const { interval, level } = figure;
    const share = estimateOf(figure);
    if (use !== 'probability' || !interval || share === undefined) return undefined;
    const [lower, upper] = interval;
    if (!(lower > 0 && upper < 1 && share > 0 && share < 1)) return undefined;
    return logitNormal(logit(share), sdOfInterval(logit(lower), logit(upper), level));
  },
};
