import type { Claim } from '../claims.ts';
import { isPublished } from '../claims.ts';
import { readP } from '../p-value.ts';
import { overlap, type Range } from '../rounding.ts';
import { error, type Rule } from '../rule.ts';
import {
  centre,
  fromOuterLimitAndP,
  fromRatioAndP,
  type LogInterval,
  limitFits,
  logInterval,
  middle,
  pValues,
  type Rebuilt,
  rebuild,
  standardErrors,
  twoSidedP,
} from '../wald.ts';
import { pText, ratioText } from '../words.ts';

/**
 * A ratio, its interval and its P value must agree. The Wald P value is recomputed from all values that the printed
 * digits allow. A P value of another test is not compared if its text names the test: `p: 0.02 log-rank`.
 */
export const ratioFitsP: Rule = {
  name: 'ratio-fits-p',
  about: 'the P value of a ratio is the one that its interval implies',
  check: ({ claims }) =>
    claims.filter(isPublished).flatMap((claim) => {
      const log = logInterval(claim);
      const p = claim.fields.p === undefined ? undefined : readP(claim.fields.p);
      if (!log || !p || p.test) return [];
      const implied = pValues(log.estimate, standardErrors(log));
      if (overlap(implied, p.range)) return [];
      const text = `P ${printed(claim)} does not fit ${shown(claim)}, which implies P = ${between(implied)}`;
      return [error([...claim.path, 'p'], `${text}; ${whatWouldFit(log, p.range)}`)];
    }),
};

const printed = ({ fields: { p } }: Claim) => (typeof p === 'number' ? `= ${p}` : p);
const shown = ({ fields: { ratio, interval } }: Claim) => `${ratio} (${interval!.join('-')})`;

function between([low, high]: Range): string {
  const [from, to] = [pText(low), pText(high)];
  return from === to ? from : `${from} to ${to}`;
}

/**
 * If three of the four numbers agree, what the fourth should be; else what each pair that determines the rest implies.
 */
function whatWouldFit(log: LogInterval, p: Range): string {
  const ways: string[] = [];
  const { estimate, lower, upper, z } = log;
  const ratio = centre(estimate);
  if (limitFits(log, 'upper', p))
    ways.push(
      `ratio, upper limit and P agree: the lower limit would be ${limit(ratio, centre(upper) - ratio, -1)}`,
    );
  if (limitFits(log, 'lower', p))
    ways.push(
      `ratio, lower limit and P agree: the upper limit would be ${limit(ratio, ratio - centre(lower), 1)}`,
    );
  if (overlap(middle(log), estimate)) {
    const implied = twoSidedP(ratio / centre(standardErrors(log)));
    ways.push(`ratio and limits agree: P would be ${pText(implied)}`);
  } else if (overlap(pValues(middle(log), standardErrors(log)), p)) {
    const { ratio: mid } = rebuild(centre(middle(log)), 0, z);
    ways.push(`limits and P agree: the ratio would be ${ratioText(mid)}`);
  }
  const oneIsWrong = ways.length === 1 && !ways[0]!.startsWith('ratio and limits');
  // a P value such as "<0.001" is not precise enough to compute a ratio from it
  if (!oneIsWrong && p[0] > 0 && p[1] < 1) {
    const outer = fromOuterLimitAndP(log, p);
    if (outer) ways.push(`from the ${ratio > 0 ? 'upper' : 'lower'} limit and P: ${rebuiltText(outer)}`);
    const fromP = fromRatioAndP(log, p);
    if (fromP) ways.push(`from the ratio and P: ${rebuiltText(fromP)}`);
  }
  return ways.join('; or ');
}

const limit = (ratio: number, distance: number, side: 1 | -1) =>
  ratioText(rebuild(ratio + side * distance, 0, 0).ratio);

const rebuiltText = ({ ratio, lower, upper }: Rebuilt) =>
  `${ratioText(ratio)} (${ratioText(lower)}-${ratioText(upper)})`;
