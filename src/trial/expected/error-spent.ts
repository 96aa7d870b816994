import { sum } from '../../math/sum.ts';
import { crossingProbabilities } from '../../sequential/crossing.ts';
import type { TrialDesign } from '../design.ts';
import { exactErrorOf } from './exact-proportion.ts';

/**
 * The type I error that a design's boundaries spend at the planned information fractions, both sides together.
 * Non-binding futility does not reduce it. It equals alpha if the boundaries are computed from alpha; given
 * boundaries may spend another error.
 */
export function errorSpent(design: TrialDesign): number {
  const { boundaries, sides, alpha, test } = design;
  // the exact test spends at most alpha
  if (test.kind === 'binomial') return alpha;
  if (test.kind === 'proportion' && test.null !== undefined) return Math.max(alpha, exactErrorOf(design));
  const { fractions, efficacy, futility, binding } = boundaries;
  const bounds = { fractions, efficacy, futility, sides };
  const crossing = crossingProbabilities(bounds, 0, { obeyFutility: binding });
  return sum(crossing.efficacy) + sum(crossing.opposite);
}

/** Whether boundaries spend an error that differs from alpha by more than 1%, the rounding of given boundaries. */
export function spendsOther(design: TrialDesign): boolean {
  return Math.abs(errorSpent(design) - design.alpha) > 0.01 * design.alpha;
}
