import { isDerived } from '../claims.ts';
import { error, type Rule } from '../rule.ts';

export const evidenceGiven: Rule = {
  name: 'evidence-given',
  about: 'every number is published evidence, an assumption that says so, or a calibrated value',
  check: ({ claims }) =>
    claims.flatMap((claim) => {
      const { path, kind, fields } = claim;
      if (fields.from || isDerived(claim)) return [];
      if (kind === 'target' || kind === 'figure')
        return [error(path, `a published ${kind === 'target' ? 'target' : 'figure'} needs its source: from`)];
      if (fields.assumption || fields.calibrated) return [];
      const ways = kind === 'table' ? 'from or assumption' : 'from, assumption or calibrated';
      const what = kind === 'table' ? 'these numbers have' : `${claim.estimate ?? 'the number'} has`;
      return [error(path, `${what} no evidence; say where it comes from: ${ways}`)];
    }),
};
