import { findRoot } from '../math/roots.ts';
import { sum } from '../math/sum.ts';
import { type Boundaries, crossingProbabilities } from './crossing.ts';

/**
 * The chance, at a drift, of a result at least as favourable as one that ended the trial, by the stage-wise ordering:
 * efficacy at an earlier look is more extreme than any result later.
 *
 * @param look from 0, at which the trial ended with Z = z; the looks after it are not used
 * @param drift 0 gives the one-sided p value
 * @throws RangeError when the look is not one of the trial's, as crossingProbabilities
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
      // a two-sided trial stops on the other side too, which is never as favourable
      futility: [...(sides === 2 ? efficacy.map((upper) => -upper) : futility).slice(0, look), -Infinity],
    },
    drift,
  );
  return sum(before.efficacy);
}

/**
 * The drift that makes the result a given quantile of its distribution: 0.5 is the median-unbiased estimate, alpha / 2
 * and 1 - alpha / 2 the ends of the interval with confidence 1 - alpha. Divide by sqrt(information at fraction 1) to get
 * the effect.
 *
 * @param quantile stageWiseChance at the drift returned, in (0, 1)
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
