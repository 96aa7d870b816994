import { beta } from '../laws/beta.ts';
import { gamma } from '../laws/gamma.ts';
import { normal } from '../laws/normal.ts';
import { type Rule, sdOfInterval } from '../rule.ts';

/**
 * The mean over patients, with its standard error, with their standard deviation and number, or with its interval. The law is normal
 * by the central limit theorem. A number that must be positive has a gamma law, and a share a beta law, with the same mean and
 * standard deviation, so that every draw lies in its domain.
 *
 * Source: Briggs, Claxton & Sculpher (2006), Decision Modelling for Health Economic Evaluation, section 4.3: method of moments.
 */
export const meanWithError: Rule = {
  name: 'mean with its error',
  about:
    'a mean with its error gives a normal law; a gamma law where it must be above 0, a beta law of a share, by moments',
  lawOf: ({ mean, se, sd, n, interval, level }, use) => {
    if (mean === undefined) return undefined;
    const error =
      se ??
      (sd !== undefined && n !== undefined ? sd / Math.sqrt(n) : undefined) ??
      (interval && sdOfInterval(interval[0], interval[1], level));
    if (error === undefined || !(error > 0)) return undefined;
    if (use === 'positive') {
      if (!(mean > 0)) return undefined;
      const ratio = mean / error;
      return gamma(ratio * ratio, ratio / error);
    }
    if (use === 'probability') {
      const size = (mean * (1 - mean)) / (error * error) - 1;
      return size > 0 ? beta(mean * size, (1 - mean) * size) : undefined;
    }
    return normal(mean, error);
  },
};
