import { betaP } from '../math/beta.ts';
import { ln } from '../math/elementary.ts';
import { normalSurvival } from '../math/normal.ts';
import type { DecisionCondition, DecisionRule } from './decision.ts';
import type { TrialDesign } from './design.ts';

export const GO = 0;
export const CONSIDER = 1;
export const NO_GO = 2;

/** What a trial shows when it stops. */
export interface Shown {
  estimate: number;
  z: number;
  events: number;
  patients: number;
  isClaimed: boolean;
}

/**
 * The verdict of a rule on a trial. If the conditions of go and of no-go both hold, or neither, it is to consider; likewise for a
 * trial without an estimate.
 *
 * The true effect given the data is normal about the estimate, with variance 1 / (events x share on treatment x share on control)
 * for the logarithm of a ratio, and (estimate + margin)^2 / z^2 for a difference; a share has a beta distribution from a uniform
 * prior.
 *
 * Source: Lalonde and others (2007), Clin. Pharmacol. Ther. 82, 21-32, for go, consider and no-go by two criteria.
 */
export function verdictOf(
  design: Pick<TrialDesign, 'test' | 'allocation'>,
  { go, noGo, prior }: DecisionRule,
): (shown: Shown) => number {
  const above = chanceAbove(design, prior);
  const holds = (shown: Shown) => (one: DecisionCondition) => {
    if (one.kind === 'significant') return shown.isClaimed === one.is;
    if (one.kind === 'estimate')
      return one.side === 'below' ? shown.estimate < one.limit : shown.estimate > one.limit;
    const chance = above(shown, one.limit);
    return (one.side === 'below' ? 1 - chance : chance) >= one.least;
  };
  return (shown) => {
    if (Number.isNaN(shown.estimate)) return CONSIDER;
    const [isGo, isNoGo] = [go.every(holds(shown)), noGo.every(holds(shown))];
    if (isGo === isNoGo) return CONSIDER;
    return isGo ? GO : NO_GO;
  };
}

/** The probability that the true effect is above a limit; NaN if the data do not say. */
function chanceAbove(
  { test, allocation }: Pick<TrialDesign, 'test' | 'allocation'>,
  prior: DecisionRule['prior'],
): (shown: Shown, limit: number) => number {
  if (test.kind === 'binomial' || (test.kind === 'proportion' && test.null !== undefined))
    return ({ estimate, patients }, limit) => {
      const successes = Math.round(estimate * patients);
      return 1 - betaP(limit, successes + 1, patients - successes + 1);
    };
  const before = prior ? 1 / (prior.sd * prior.sd) : 0;
  const normal = (mean: number, precision: number, limit: number) => {
    const all = precision + before;
    const centre = (precision * mean + before * (prior?.mean ?? 0)) / all;
    return normalSurvival((limit - centre) * Math.sqrt(all));
  };
  if (test.kind === 'rmst' || test.kind === 'milestone' || test.kind === 'proportion') {
    // of a share without a margin, z is its difference over the standard error; a ratio has no posterior here
    const none = test.kind === 'proportion' && (test.by !== 'difference' || test.margin !== 0);
    const margin = test.kind === 'milestone' ? test.margin : 0;
    return ({ estimate, z }, limit) => {
      if (none) return NaN;
      const root = z / (estimate + margin);
      return normal(estimate, root * root, limit);
    };
  }
  const [control, treatment] = allocation as readonly [number, number?];
  const share =
    treatment === undefined ? 1 : (control * treatment) / ((control + treatment) * (control + treatment));
  return ({ estimate, events }, limit) => {
    if (!(estimate < Infinity)) return 1;
    if (estimate === 0) return 0;
    return normal(ln(estimate), events * share, ln(limit));
  };
}
