import { exp } from '../math/elementary.ts';
import { sum } from '../math/sum.ts';
import { crossingProbabilities } from './crossing.ts';
import { checkFractions } from './looks.ts';

/** A trial under way: what it has seen, and the looks that are left. */
export interface Remaining {
  /** information fraction and Z of the present look; a trial that has not begun has fraction 0 and z 0 */
  now: { fraction: number; z: number };
  /** of the looks that are left, increasing from the present one */
  fractions: readonly number[];
  /** Z at or above it claims efficacy; Infinity if the look cannot */
  efficacy: readonly number[];
  /** Z at or below it stops the trial without a claim; -Infinity if the look does not; default none */
  futility?: readonly number[];
}

/**
 * The probability that a trial claims efficacy at one of its remaining looks, given what it has seen.
 *
 * @param drift expected Z at information fraction 1 under the effect that is assumed: 0 for no effect, z / sqrt(fraction)
 *   for the present trend
 * @throws RangeError if fractions do not increase from the present one, or columns differ in length
 *
 * @example
 * ```ts
 * import { conditionalPower } from 'sojourn';
 *
 * const left = { now: { fraction: 0.5, z: 1.2 }, fractions: [1], efficacy: [1.96] };
 * console.log(conditionalPower(left, 3.24), conditionalPower(left, 1.2 / Math.sqrt(0.5)));
 * // 0.763981... 0.354999...
 * ```
 *
 * Source: Lan & Wittes (1988), Biometrics 44; Jennison & Turnbull (2000), chapter 10. Checked in
 * test/known/monitoring.R.
 */
export function conditionalPower(remaining: Remaining, drift: number): number {
  return chanceOfClaim(walkFrom(remaining), drift);
}

/**
 * Conditional power averaged over what is known of the effect: predictive power, or, before the first patient,
 * assurance.
 *
 * @param drift normal distribution of the expected Z at fraction 1, given the data seen: see `driftGiven`
 * @throws RangeError as `conditionalPower`, and if the standard deviation is negative
 *
 * @example
 * ```ts
 * import { driftGiven, predictivePower } from 'sojourn';
 *
 * const left = { now: { fraction: 0.5, z: 1.2 }, fractions: [1], efficacy: [1.96] };
 * console.log(predictivePower(left, driftGiven(left.now)));
 * // 0.396296...
 * ```
 *
 * Source: Spiegelhalter, Freedman & Blackburn (1986), Controlled Clinical Trials 7; O'Hagan, Stevens & Campbell (2005).
 */
export function predictivePower(remaining: Remaining, { mean, sd }: { mean: number; sd: number }): number {
  if (!(sd >= 0 && sd < Infinity)) throw new RangeError(`sd is ${sd}, must be finite and at least 0`);
  const walk = walkFrom(remaining);
  if (sd === 0) return chanceOfClaim(walk, mean);
  // the trapezoidal rule is exact to all digits for a smooth function under a normal density
  const weights: number[] = [];
  const chances: number[] = [];
  for (let deviate = -REACH; deviate <= REACH; deviate += STEP) {
    const weight = exp((-deviate * deviate) / 2);
    weights.push(weight);
    chances.push(weight * chanceOfClaim(walk, mean + deviate * sd));
  }
  return sum(chances) / sum(weights);
}

const REACH = 8;
const STEP = 0.25;

/**
 * What a trial's data leave of the drift, the expected Z at fraction 1.
 *
 * @param prior of the drift before the trial; undefined: nothing is known but the data
 * @throws RangeError if neither data nor a prior say anything
 *
 * @example
 * ```ts
 * import { driftGiven } from 'sojourn';
 *
 * console.log(driftGiven({ fraction: 0.25, z: 1.5 }));
 * // { mean: 3, sd: 2 }
 * ```
 */
export function driftGiven(
  { fraction, z }: Remaining['now'],
  prior?: { mean: number; sd: number },
): { mean: number; sd: number } {
  if (prior?.sd === 0) return prior;
  const before = prior ? 1 / (prior.sd * prior.sd) : 0;
  const precision = fraction + before;
  if (!(precision > 0)) throw new RangeError('the fraction is 0, must be above 0 where there is no prior');
  const mean = (z * Math.sqrt(fraction) + before * (prior?.mean ?? 0)) / precision;
  return { mean, sd: 1 / Math.sqrt(precision) };
}

/** The remaining looks as a trial of their own, which starts where the trial is now. */
function walkFrom({ now, fractions, efficacy, futility }: Remaining) {
  if (!(now.fraction >= 0)) throw new RangeError(`the fraction is ${now.fraction}, must be at least 0`);
  if (efficacy.length !== fractions.length || (futility && futility.length !== fractions.length))
    throw new RangeError(`there are ${fractions.length} looks, must have as many boundaries`);
  checkFractions(now.fraction > 0 ? [now.fraction, ...fractions] : fractions);
  const left = fractions.map((fraction) => fraction - now.fraction);
  const reached = now.z * Math.sqrt(now.fraction);
  const shifted = (z: number, k: number) =>
    Math.abs(z) === Infinity ? z : (z * Math.sqrt(fractions[k]!) - reached) / Math.sqrt(left[k]!);
  return {
    sides: 1 as const,
    fractions: left,
    efficacy: efficacy.map(shifted),
    futility: (futility ?? fractions.map(() => -Infinity)).map(shifted),
  };
}

function chanceOfClaim(walk: ReturnType<typeof walkFrom>, drift: number): number {
  return sum(crossingProbabilities(walk, drift).efficacy);
}
