import type { Problem } from '../../../language/problem.ts';
import { type Claim, roundedInterval } from '../claims.ts';
import { readP } from '../p-value.ts';
import { asWritten, mayBeOne, overlap, type Rounded } from '../rounding.ts';
import { error, type Rule, warning } from '../rule.ts';
import { intervalText, whereabouts } from '../words.ts';

/** If a source gives a quantity twice, both figures must agree. The later one is reported. */
export const sameQuantity: Rule = {
  name: 'same-quantity',
  about: 'figures of one quantity and group agree: counts, number, interval, P value, words',
  check({ claims }) {
    const earlier = new Map<string, Map<string, Claim>>();
    const ended = new Set<string>();
    return claims.flatMap((claim) => {
      if (claim.kind !== 'figure') return [];
      const subject = subjectOf(claim);
      const others = earlier.get(subject) ?? new Map<string, Claim>();
      earlier.set(subject, others);
      const words = saysOf(claim);
      for (const [says, other] of others) {
        const difference = says === words ? undefined : differ(claim, other);
        if (difference) return [difference];
      }
      // a figure equal to an earlier one need not be compared again
      if (others.has(words)) return [];
      if (others.size < MOST_COMPARED) {
        others.set(words, claim);
        return [];
      }
      if (ended.has(subject)) return [];
      ended.add(subject);
      return [
        warning(
          [...claim.path, 'quantity'],
          `${MOST_COMPARED} figures of this quantity before this one agree, each told in another way; from here on figures are compared with those alone`,
        ),
      ];
    });
  },
};

/** Most figures of one quantity that are kept for comparison. */
const MOST_COMPARED = 100;

/** A text of everything that `differ` compares. */
function saysOf({ fields }: Claim): string {
  const { events, of, value, ratio, survival, median, printed, interval, level, p, stated } = fields;
  return JSON.stringify([events, of, value, ratio, survival, median, printed, interval, level, p, stated]);
}

/** Quantity and group, ignoring spaces and capitals. */
function subjectOf({ fields }: Claim): string {
  return JSON.stringify([fields.quantity, fields.group].map(tidy));
}

const tidy = (text = '') => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** The first difference between two figures; counts are compared before percentages. */
function differ(claim: Claim, other: Claim): Problem | undefined {
  const { path, fields } = claim;
  const { fields: before } = other;
  const problem = (key: string, here: string, there: string) =>
    error([...path, key], `${here} here, but ${there} at ${whereabouts(other)}: one quantity, two figures`);

  for (const key of ['events', 'of'] as const) {
    const [here, there] = [fields[key], before[key]];
    if (here !== undefined && there !== undefined && here !== there)
      return problem(key, counts(claim), counts(other));
  }
  const [here, there] = [estimateOf(claim), estimateOf(other)];
  const counted = fields.events !== undefined && before.events !== undefined;
  if (!counted && here && there && !mayBeOne(here, there))
    return problem(claim.key!, number(claim), number(other));

  const [interval, intervalBefore] = [roundedInterval(claim), roundedInterval(other)];
  if (interval && intervalBefore && (fields.level ?? 0.95) === (before.level ?? 0.95)) {
    const sides = ['lower', 'upper'] as const;
    if (!sides.every((side) => mayBeOne(interval[side], intervalBefore[side])))
      return problem('interval', intervalText(fields.interval!), intervalText(before.interval!));
  }
  const [p, pBefore] = [fields.p, before.p].map((value) => (value === undefined ? undefined : readP(value)));
  if (p && pBefore && p.test === pBefore.test && !overlap(p.range, pBefore.range))
    return problem('p', `P ${fields.p}`, `P ${before.p}`);
  if (fields.stated && before.stated && tidy(fields.stated) !== tidy(before.stated))
    return problem('stated', `"${fields.stated}"`, `"${before.stated}"`);
  return undefined;
}

/** The number with its printed digits; counts are exact. */
function estimateOf({ estimate, key, printed }: Claim): Rounded | undefined {
  if (estimate === undefined) return undefined;
  if (key === 'events') return { value: estimate, decimals: 12 };
  return printed?.estimate ?? asWritten(estimate);
}

function counts({ fields: { events, of } }: Claim): string {
  if (events === undefined) return `a denominator of ${of}`;
  return of === undefined ? `${events} events` : `${events} of ${of}`;
}

function number(claim: Claim): string {
  const { fields, key, estimate } = claim;
  return key === 'events' ? counts(claim) : (fields.printed ?? String(estimate));
}
