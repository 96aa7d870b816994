import { roundedInterval } from '../claims.ts';
import { rangeOf } from '../rounding.ts';
import { error, type Rule } from '../rule.ts';
import { intervalText } from '../words.ts';

export const intervalHoldsEstimate: Rule = {
  name: 'interval-holds-estimate',
  about: 'an interval holds the estimate it belongs to',
  check: ({ claims }) =>
    claims.flatMap((claim) => {
      const numbers = roundedInterval(claim);
      const { interval } = claim.fields;
      if (!numbers || !interval || interval[0] > interval[1]) return []; // upside down: another rule's
      const [low, high] = rangeOf(numbers.estimate);
      if (high >= rangeOf(numbers.lower)[0] && low <= rangeOf(numbers.upper)[1]) return [];
      const estimate = Number(claim.estimate!.toPrecision(4));
      const side = claim.estimate! < interval[0] ? 'below' : 'above';
      const text = `${intervalText(interval)} does not hold its estimate ${estimate}, which lies ${side} it`;
      return [error([...claim.path, 'interval'], text)];
    }),
};
