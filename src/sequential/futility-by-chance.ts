import { findRoot } from '../math/roots.ts';
import { conditionalPower, driftGiven, predictivePower } from './conditional-power.ts';

/**
 * The effect under which the chance of a claim is asked: a drift (expected Z at fraction 1), the trend that the look shows, or what
 * its data leave of the effect (predictive power with a flat prior).
 */
export type ChanceUnder = number | 'trend' | 'predictive';

/** A look, and the efficacy boundaries of those that follow it. */
export interface LookAhead {
  /** information fraction of the look */
  fraction: number;
  fractions: readonly number[];
  efficacy: readonly number[];
}

/** Z beyond which no boundary is of use. */
const REACH = 20;

/**
 * The z of a look below which the chance to claim efficacy at a later one is less than `chance`. Later futility is ignored.
 *
 * @returns -Infinity for a chance of 0
 * @throws RangeError for a chance below 0 or of 1 and more, and if no z has it
 *
 * @example
 * ```ts
 * import { futilityAtChance } from 'sojourn';
 *
 * const look = { fraction: 0.5, fractions: [1], efficacy: [1.96] };
 * console.log(futilityAtChance(look, 0.2, 'trend'), futilityAtChance(look, 0.2, 3.24));
 * // 0.965118... -0.360788...
 * ```
 *
 * Source: Lan & Wittes (1988), Biometrics 44; Spiegelhalter, Freedman & Blackburn (1986), Controlled Clinical Trials 7.
 */
export function futilityAtChance(
  { fraction, fractions, efficacy }: LookAhead,
  chance: number,
  under: ChanceUnder,
): number {
  if (chance === 0) return -Infinity;
  if (!(chance > 0 && chance < 1))
    throw new RangeError(`the chance is ${chance}, must be at least 0 and below 1`);
  const excess = (z: number) => {
    const now = { fraction, z };
    const left = { now, fractions, efficacy };
    const found =
      under === 'predictive'
        ? predictivePower(left, driftGiven(now))
        : conditionalPower(left, under === 'trend' ? z / Math.sqrt(fraction) : under);
    return found - chance;
  };
  if (!(excess(-REACH) < 0 && excess(REACH) > 0))
    throw new RangeError(`the chance is ${chance}, must be one that a look with later claims can have`);
  return findRoot(excess, -REACH, REACH, 1e-12);
}
