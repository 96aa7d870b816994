import { findRoot } from '../math/roots.ts';
import { sum } from '../math/sum.ts';
import { type Boundaries, crossingProbabilities } from './crossing.ts';

/**
 * The probability, at a drift, of a result at least as favourable as the observed one, by the stage-wise ordering:
 * efficacy at an earlier look is more extreme than any later result.
 *
 * @param look at which the trial ended with Z = z, from 0; later looks are not used
 * @param drift 0 gives the one-sided p value
 * @throws RangeError if the look is not one of the trial's, and as crossingProbabilities
 *
 * Source: Fairbanks & Madsen (1982); Tsiatis, Rosner & Mehta (1984); Jennison & Turnbull (2000), chapter 8.
 */
export function stageWiseChance(boundaries: Boundaries, look: number, z: number, drift = 0): number {
  const { fractions, efficacy, futility, sides } = boundaries;
  if (!(Number.isInteger(look) && look >= 0 && look < fractions.length))
    throw new RangeError(`the look is ${look}, must be from 0 to ${fractions.length - 1}`);
  const before = crossingProbabilities(
    {
      sides: 1,
      fractions: fractions.slice(0, look + 1),
      efficacy: [...efficacy.slice(0, look), z],
      // a two-sided trial may also stop on the other side, which is never as favourable
      futility: [...(sides === 2 ? efficacy.map((upper) => -upper) : futility).slice(0, look), -Infinity],
    },
    drift,
  );
  return sum(before.efficacy);
}

/**
 * The drift at which the observed result is a given quantile of its distribution: 0.5 gives the median-unbiased
 * estimate, alpha / 2 and 1 - alpha / 2 the limits of the 1 - alpha confidence interval. Divide by sqrt(information
 * at fraction 1) to get the effect.
 *
 * @param quantile stageWiseChance at the returned drift, in (0, 1)
 */
export function stageWiseDrift(boundaries: Boundaries, look: number, z: number, quantile: number): number {
  if (!(quantile > 0 && quantile < 1))
    throw new RangeError(`the quantile is ${quantile}, must lie between 0 and 1`);
  const excess = (drift: number) => stageWiseChance(boundaries, look, z, drift) - quantile;
  let [low, high] = [-2, 2];
  while (excess(low) > 0) low *= 2;
  while (excess(high) < 0) high *= 2;
  return findRoot(excess, low, high, 1e-12);
}
