import { error, type Rule } from '../rule.ts';
import { logInterval, standardErrors } from '../wald.ts';
import { intervalText } from '../words.ts';

/** Largest accepted relative difference from the formula's standard error; covariates and imbalance cause less. */
const FURTHEST = 1.25;

/**
 * The log hazard ratio of two groups has a variance of about 1 / (d p q), with d events and shares p and q of the
 * patients. If an interval is much wider or narrower, it comes from other patients than stated.
 *
 * Source: Schoenfeld (1983).
 */
export const standardError: Rule = {
  name: 'standard-error',
  about: 'the interval of a hazard ratio is about as wide as the events behind it make it',
  check: ({ claims }) =>
    claims.flatMap((claim) => {
      const behind = claim.fields['standard-error-for'];
      const log = logInterval(claim);
      if (!behind || !log) return [];
      const { events, split } = behind;
      const [a, b] = split;
      const spread = (a * b) / ((a + b) * (a + b)); // p q
      const expected = 1 / Math.sqrt(events * spread);
      const [low, high] = standardErrors(log);
      if (low <= expected * FURTHEST && high >= expected / FURTHEST) return [];
      const found = (low + high) / 2;
      const implied = Math.floor(1 / (found * found * spread) + 0.5);
      const text = [
        `${intervalText(claim.fields.interval!)} has a standard error of ${found.toFixed(3)}`,
        `but ${events} events split ${a}:${b} would give ${expected.toFixed(3)}`,
        `the interval implies about ${implied} events`,
      ].join('; ');
      return [error([...claim.path, 'interval'], text)];
    }),
};
