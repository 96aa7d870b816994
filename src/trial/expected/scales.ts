import { normalSurvival } from '../../math/normal.ts';
import { sum } from '../../math/sum.ts';
import { zToHazardRatio } from '../../sequential/hazard-ratio-scale.ts';
import type { TrialDesign } from '../design.ts';
import { lookTimes } from './cells.ts';
import { successesNeeded } from './exact-binomial.ts';
import { countsOf } from './exact-proportion.ts';
import { statisticAt } from './statistic.ts';

/** The boundary of one look, on each scale. */
export interface Boundary {
  z: number;
  /** one-sided */
  p: number;
  /**
   * the estimate at the boundary (hazard ratio, difference or share), at the expected events or information; null:
   * unknown
   */
  effect: number | null;
}

export interface LookBoundaries {
  fraction: number;
  /** null: the look cannot claim efficacy */
  efficacy: Boundary | null;
  /** null: the look does not stop for futility */
  futility: Boundary | null;
}

/** Whether the test estimates a hazard ratio, so that its information is the number of events. */
export function isOfHazardRatio({ test }: Pick<TrialDesign, 'test'>): boolean {
  return test.kind === 'log-rank' || test.kind === 'cox';
}

/** The share randomised to treatment, and the hazard ratio under the null hypothesis. */
export function ratioScaleOf({ allocation, test }: TrialDesign): { share: number; margin: number } {
  const share = allocation.length === 2 ? allocation[1]! / sum(allocation) : 0.5;
  return { share, margin: test.kind === 'cox' ? test.margin : 1 };
}

/**
 * The boundaries of a design as z, p and estimate.
 *
 * @param events at each look, expected or simulated; hazard ratios depend on them
 */
export function boundaryScales(design: TrialDesign, events: readonly number[]): LookBoundaries[] {
  const { boundaries, test, sides } = design;
  const differences = test.kind === 'rmst' || test.kind === 'milestone' ? informationOf(design) : null;
  const effectOf = (z: number, k: number): number | null => {
    if (test.kind === 'binomial') return successesNeeded(design) / design.patients;
    if (isOfHazardRatio(design))
      return events[k]! > 0 ? zToHazardRatio(z, events[k]!, ratioScaleOf(design)) : null;
    const margin = test.kind === 'milestone' ? test.margin : 0;
    return differences ? z / Math.sqrt(differences[k]!) - margin : null;
  };
  const counts = test.kind === 'proportion' && test.null !== undefined ? countsOf(design) : null;
  const shareAt = (key: 'efficacy' | 'futility', k: number) => {
    if (!counts) return null;
    const share = counts[key][k]! / counts.patients[k]!;
    return test.kind === 'proportion' && test.better === 'lower' ? 1 - share : share;
  };
  const boundary = (z: number, k: number, key: 'efficacy' | 'futility'): Boundary | null => {
    if (Math.abs(z) === Infinity) return null;
    const effect = test.kind === 'proportion' ? shareAt(key, k) : effectOf(z, k);
    return { z, p: normalSurvival(z), effect };
  };
  return boundaries.fractions.map((fraction, k) => ({
    fraction,
    efficacy: boundary(boundaries.efficacy[k]!, k, 'efficacy'),
    futility:
      sides === 2 || k === boundaries.fractions.length - 1
        ? null
        : boundary(boundaries.futility[k]!, k, 'futility'),
  }));
}

function informationOf(design: TrialDesign): number[] | null {
  const times = lookTimes(design);
  if (!times || times.includes(Infinity)) return null;
  try {
    const statistics = times.map((t) => statisticAt(design, t));
    return statistics.includes(null) ? null : statistics.map((statistic) => statistic!.information);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
