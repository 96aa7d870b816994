import { normalQuantileOfUpper } from '../math/normal.ts';
import { findRoot } from '../math/roots.ts';
import { sum } from '../math/sum.ts';
import { type Boundaries, crossingProbabilities } from './crossing.ts';

/**
 * The chance that the trial rejects the null in favour of treatment. Futility stops are obeyed; a two-sided trial that
 * rejects in the other direction has not succeeded (crossingProbabilities gives that chance as `opposite`).
 *
 * @param drift the expected Z at information fraction 1, or at each look
 */
export function sequentialPower(boundaries: Boundaries, drift: number | readonly number[]): number {
  const { efficacy } = crossingProbabilities(boundaries, drift);
  return sum(efficacy);
}

/**
 * The drift at which the trial has a power: its information is then (drift / effect) squared at fraction 1.
 *
 * @returns the expected Z at fraction 1, above 0
 * @throws RangeError when the power is not above that at no effect and below 1, or futility stops it at any drift
 */
export function driftForPower(boundaries: Boundaries, power: number): number {
  const least = sequentialPower(boundaries, 0);
  if (!(power > least && power < 1))
    throw new RangeError(`the power is ${power}, must be above ${least}, that at no effect, and below 1`);
  let most = 4;
  while (sequentialPower(boundaries, most) < power) {
    most *= 2;
    if (most > 1000) throw new RangeError(`the power is ${power}, must be one that the boundaries can reach`);
  }
  return findRoot((drift) => sequentialPower(boundaries, drift) - power, 0, most, 1e-13);
}

/** The information fraction at which the trial stops, on average; the last look's when nothing stops it before. */
export function expectedFraction(boundaries: Boundaries, drift: number | readonly number[]): number {
  const { fractions } = boundaries;
  const { efficacy, futility, opposite } = crossingProbabilities(boundaries, drift);
  const last = fractions[fractions.length - 1]!;
  // what is saved, so that a chance lost to rounding does not count as stopping at 0
  const saved = fractions.map((t, k) => (last - t) * (efficacy[k]! + futility[k]! + opposite[k]!));
  return last - sum(saved);
}

export interface InformationRatios {
  /** (expected Z at fraction 1)² for the power asked for */
  shift: number;
  drift: number;
  /** the maximum, for the same power, over what a trial without interim looks needs */
  inflation: number;
  /** expected information over that of the trial without looks, at effect 0, half the effect and the effect */
  expected: { null: number; half: number; effect: number };
}

/**
 * What the looks cost and save: the maximum and expected information of the trial over those of a fixed trial of the
 * same alpha and power. Patients and events are in the same ratios where information is in proportion to them.
 *
 * @param alpha of both sides together for a two-sided trial; the fixed trial has (z(alpha / sides) + z(1 - power))²
 * @throws RangeError as driftForPower
 *
 * Source: Jennison & Turnbull (2000), tables 2.1 to 2.4, whose R(K, alpha, beta) is the inflation.
 */
export function informationRatios(boundaries: Boundaries, alpha: number, power: number): InformationRatios {
  const drift = driftForPower(boundaries, power);
  const fixed = normalQuantileOfUpper(alpha / boundaries.sides) + normalQuantileOfUpper(1 - power);
  const last = boundaries.fractions[boundaries.fractions.length - 1]!;
  const ratio = (drift / fixed) * (drift / fixed);
  const at = (effect: number) => ratio * expectedFraction(boundaries, effect);
  return {
    shift: drift * drift,
    drift,
    inflation: ratio * last,
    expected: { null: at(0), half: at(drift / 2), effect: at(drift) },
  };
}
