import { isPublished } from '../claims.ts';
import { overlap } from '../rounding.ts';
import { error, type Rule } from '../rule.ts';
import { centre, logInterval, middle, rebuild } from '../wald.ts';
import { intervalText, ratioText } from '../words.ts';

/** Assumed and calibrated intervals are exempt: a posterior need not be symmetric. */
export const ratioInTheMiddle: Rule = {
  name: 'ratio-in-the-middle',
  about: 'a published ratio is the geometric middle of its interval, as far as the printed digits tell',
  check: ({ claims }) =>
    claims.filter(isPublished).flatMap((claim) => {
      const log = logInterval(claim);
      if (!log || overlap(middle(log), log.estimate)) return [];
      const ratio = centre(log.estimate);
      const at = (logarithm: number) => ratioText(rebuild(logarithm, 0, 0).ratio);
      const { ratio: said, interval } = claim.fields;
      const text = [
        `${said} is not the geometric middle of ${intervalText(interval!)}, which is ${at(centre(middle(log)))}`,
        `with ${said} and ${interval![1]} the lower limit would be ${at(2 * ratio - centre(log.upper))}`,
        `with ${said} and ${interval![0]} the upper limit would be ${at(2 * ratio - centre(log.lower))}`,
      ].join('; ');
      return [error([...claim.path, 'interval'], text)];
    }),
};
