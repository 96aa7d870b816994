import { normalQuantileOfUpper } from '../math/normal.ts';
import { findRoot } from '../math/roots.ts';
import { sum } from '../math/sum.ts';
import { type Boundaries, crossingProbabilities } from './crossing.ts';

/**
 * The probability that the trial rejects the null in favour of treatment. It stops at futility boundaries. A
 * two-sided trial that rejects in the other direction does not count (see `opposite` of crossingProbabilities).
 *
 * @param drift the expected Z at information fraction 1, or at each look
 *
 * @example
 * ```ts
 * import { designSequential, sequentialPower, spendingFamilies } from 'sojourn';
 *
 * const spending = spendingFamilies[0]!.make(); // O'Brien-Fleming
 * const design = designSequential({ fractions: [0.5, 0.75, 1], alpha: 0.025, efficacy: { spending } });
 * console.log(sequentialPower(design, 3.24));
 * // 0.894475...
 * ```
 */
export function sequentialPower(boundaries: Boundaries, drift: number | readonly number[]): number {
  const { efficacy } = crossingProbabilities(boundaries, drift);
  return sum(efficacy);
}

/**
 * The drift at which the trial has a power. The information needed at fraction 1 is then (drift / effect)².
 *
 * @returns the expected Z at fraction 1, above 0
 * @throws RangeError if the power is not above that at no effect and below 1, or futility prevents it at any drift
 *
 * @example
 * ```ts
 * import { designSequential, driftForPower, eventsForPower, spendingFamilies } from 'sojourn';
 *
 * const spending = spendingFamilies[0]!.make(); // O'Brien-Fleming
 * const design = designSequential({ fractions: [0.5, 0.75, 1], alpha: 0.025, efficacy: { spending } });
 * const drift = driftForPower(design, 0.9);
 * console.log(drift, eventsForPower({ hazardRatio: 0.7 }, { drift }));
 * // 3.271002... 336.415823...
 * ```
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

/** The expected information fraction at which the trial stops; trials that do not stop early end at the last look. */
export function expectedFraction(boundaries: Boundaries, drift: number | readonly number[]): number {
  const { fractions } = boundaries;
  const { efficacy, futility, opposite } = crossingProbabilities(boundaries, drift);
  const last = fractions[fractions.length - 1]!;
  // sum what is saved: a probability lost to rounding then does not count as stopping at 0
  const saved = fractions.map((t, k) => (last - t) * (efficacy[k]! + futility[k]! + opposite[k]!));
  return last - sum(saved);
}

export interface InformationRatios {
  /** (expected Z at fraction 1)² for the target power */
  shift: number;
  drift: number;
  /** maximum information, relative to that of a fixed design with the same power */
  inflation: number;
  /** expected information, relative to that of the fixed design, at no effect, half the effect and the effect */
  expected: { null: number; half: number; effect: number };
}

/**
 * The maximum and expected information of a group-sequential trial relative to a fixed design with the same alpha and
 * power. Patients and events have the same ratios if they are proportional to information.
 *
 * @param alpha of both sides together for a two-sided trial; the fixed design needs (z(alpha / sides) + z(1 -
 *   power))²
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
