import type { Claim } from '../claims.ts';
import { halfUnit, type Rounded, within } from '../rounding.ts';
import { error, type Rule } from '../rule.ts';
import { listText, percentText } from '../words.ts';

interface Share {
  claim: Claim;
  of: number;
  percent: Rounded;
}

/**
 * A percentage of n patients stands for a whole number of patients: no whole number out of 32 is 85.7%.
 *
 * Source: the GRIM test, Brown & Heathers (2017), for proportions.
 */
export const percentPossible: Rule = {
  name: 'percent-possible',
  about: 'a percentage printed without its numerator is some whole number out of its denominator',
  check({ claims }) {
    const impossible = claims.flatMap(shareOf).filter((share) => !isPossible(share, share.of));
    const hints = new Map<number, string>();
    for (const [of, together] of byDenominator(impossible)) hints.set(of, whatWould(of, together));
    return impossible.map((share) => {
      const { claim, of, percent } = share;
      const decimals = Math.max(1, percent.decimals);
      const below = Math.floor((percent.value * of) / 100);
      const around = [below, below + 1].map(
        (events) => `${events}/${of} = ${percentText(events / of, decimals)}`,
      );
      const text = `no count out of ${of} is ${percent.value.toFixed(percent.decimals)}%: ${listText(around)}`;
      return error([...claim.path, 'printed'], text + hints.get(of)!);
    });
  },
};

function shareOf(claim: Claim): Share[] {
  const { events, of } = claim.fields;
  const percent = claim.printed?.percent;
  return events === undefined && of && percent ? [{ claim, of, percent }] : [];
}

function isPossible({ percent }: Share, of: number): boolean {
  const half = halfUnit(percent.decimals);
  const nearest = Math.floor((percent.value * of) / 100 + 0.5);
  return within((100 * nearest) / of, [percent.value - half, percent.value + half]);
}

/** Largest denominator that is tried. */
const LARGEST_COHORT = 10_000;

function byDenominator(shares: readonly Share[]): Map<number, Share[]> {
  const groups = new Map<number, Share[]>();
  for (const share of shares) {
    const group = groups.get(share.of);
    if (group) group.push(share);
    else groups.set(share.of, [share]);
  }
  return groups;
}

/** The smallest denominator below the stated one with which all its impossible percentages become possible. */
function whatWould(of: number, together: readonly Share[]): string {
  for (let smaller = 2; smaller < Math.min(of, LARGEST_COHORT); smaller++) {
    if (!together.every((share) => isPossible(share, smaller))) continue;
    const counts = together.map(
      ({ percent }) => `${Math.floor((percent.value * smaller) / 100 + 0.5)}/${smaller}`,
    );
    return `; it would be possible out of ${smaller}: ${listText([...new Set(counts)])}`;
  }
  return '';
}
