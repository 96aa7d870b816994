import { sum } from '../../math/sum.ts';
import { crossingProbabilities } from '../../sequential/crossing.ts';
import type { TrialDesign } from '../design.ts';

/**
 * The type I error that the boundaries of a design spend at the planned information, of both sides together.
 * Futility takes nothing from it unless it binds. It is alpha where boundaries are found for alpha, and whatever it is
 * where they are given.
 */
export function errorSpent({ boundaries, sides, alpha, test }: TrialDesign): number {
  // exact, and no more than alpha
  if (test.kind === 'binomial') return alpha;
  const { fractions, efficacy, futility, binding } = boundaries;
  const bounds = { fractions, efficacy, futility, sides };
  const found = crossingProbabilities(bounds, 0, { obeyFutility: binding });
  return sum(found.efficacy) + sum(found.opposite);
}

/** Whether boundaries spend another error than alpha, by more than the digits of given boundaries explain. */
export function spendsOther(design: TrialDesign): boolean {
  return Math.abs(errorSpent(design) - design.alpha) > 0.01 * design.alpha;
}
