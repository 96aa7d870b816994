import type { Problem } from '../../../language/problem.ts';
import type { Claim } from '../claims.ts';
import { error, type Rule } from '../rule.ts';
import { intervalText, whereabouts } from '../words.ts';

/**
 * Different quantities do not have identical intervals, unless their estimates are equal too (equal counts have equal
 * intervals). The figure whose estimate lies outside the interval is reported; if both lie inside, the later one.
 */
export const pastedInterval: Rule = {
  name: 'pasted-interval',
  about: 'an interval printed for one quantity is not printed again for another',
  check: ({ claims }) =>
    (['target', 'figure'] as const).flatMap((kind) =>
      amongAlike(claims.filter((claim) => claim.kind === kind && claim.fields.interval)),
    ),
};

function amongAlike(claims: Claim[]): Problem[] {
  const problems = new Map<Claim, Problem>();
  for (const [index, later] of claims.entries()) {
    for (const earlier of claims.slice(0, index)) {
      if (!isSameInterval(earlier, later) || earlier.estimate === later.estimate) continue;
      if (subjectOf(earlier) === subjectOf(later)) continue; // the same figure, printed twice
      const [pasted, original] = holds(later) && !holds(earlier) ? [earlier, later] : [later, earlier];
      if (problems.has(pasted)) continue;
      const text = `${intervalText(pasted.fields.interval!)} is also the interval of ${subjectOf(original)}`;
      problems.set(
        pasted,
        error([...pasted.path, 'interval'], `${text} at ${whereabouts(original)}: pasted?`),
      );
    }
  }
  return claims.flatMap((claim) => problems.get(claim) ?? []);
}

/** What the figure describes, in words: `PFS at 12, completed`. */
function subjectOf({ fields, key }: Claim): string {
  const { quantity, group, endpoint, at, proportion, subgroup, strategy } = fields;
  const ofEndpoint = key === 'median' ? `median ${endpoint}` : `${endpoint} at ${at}`;
  const what = quantity ?? proportion ?? ofEndpoint;
  return [what, group, subgroup, strategy].filter((part) => part !== undefined).join(', ');
}

function isSameInterval(a: Claim, b: Claim): boolean {
  return [0, 1].every((end) => a.fields.interval![end] === b.fields.interval![end]);
}

function holds({ estimate, fields }: Claim): boolean {
  return estimate === undefined || (estimate >= fields.interval![0] && estimate <= fields.interval![1]);
}
