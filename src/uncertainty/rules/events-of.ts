import { beta } from '../laws/beta.ts';
import type { Rule } from '../rule.ts';

/**
 * Counts, such as 112 of 228. The law is the posterior under Haldane's prior. If no patient or every patient
 * has the event, that would be certainty; Jeffreys' prior is used instead (a half added to both counts).
 *
 * Source: Briggs, Claxton & Sculpher (2006), Decision Modelling for Health Economic Evaluation, section 4.3.
 */
export const eventsOf: Rule = {
  name: 'events of a number',
  about: 'events r of n patients give beta(r, n - r), and halves are added where r is 0 or n',
  lawOf: ({ events, of }) => {
    if (events === undefined || of === undefined) return undefined;
    const half = events === 0 || events === of ? 0.5 : 0;
    return beta(events + half, of - events + half);
  },
};
