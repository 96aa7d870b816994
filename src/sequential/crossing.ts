import { chanceAbove, chanceBelow, continueWalk, initialWalk } from './brownian-walk.ts';
import { checkFractions } from './looks.ts';

/** The boundaries of a group-sequential trial on z, look by look; positive z favours treatment. */
export interface Boundaries {
  /** information at each look as a share of the planned maximum, increasing; in a plan the last is 1 */
  fractions: readonly number[];
  /** Z at or above it claims efficacy; Infinity if the look cannot claim efficacy */
  efficacy: readonly number[];
  /** Z at or below it stops for futility; -Infinity if the look does not stop for futility, as the last look */
  futility: readonly number[];
  /** if 2, Z at or below -efficacy claims the opposite effect, and there is no futility */
  sides: 1 | 2;
}

/** Probabilities of stopping for the first time at each look. */
export interface Crossing {
  efficacy: number[];
  futility: number[];
  /** two-sided trials: claims of the opposite effect; one-sided trials: 0 */
  opposite: number[];
  /** probability of reaching the end without a claim or a stop */
  inconclusive: number;
}

/**
 * The probabilities of stopping at each look, for efficacy and for futility, under an effect.
 *
 * @param drift the expected Z at information fraction 1, effect x sqrt(information): 0 under the null; at fraction t
 *   the expected Z is drift x sqrt(t). For a log-rank test at d events it is -ln(hazard ratio) sqrt(d p (1 - p)). Or
 *   the expected Z of each look, if the effect changes with time (weightedLogRank(...).z)
 * @param obeyFutility false ignores futility boundaries, as for the type I error of a non-binding rule
 * @returns probabilities for each look; with `inconclusive` they add up to 1. Accurate to 1e-12.
 * @throws RangeError if fractions do not increase, a column has another length, boundaries cross, or the drift is not
 *   finite
 *
 * @example
 * ```ts
 * import { crossingProbabilities, designSequential, spendingFamilies } from 'sojourn';
 *
 * const spending = spendingFamilies[0]!.make(); // O'Brien-Fleming
 * const design = designSequential({ fractions: [0.5, 0.75, 1], alpha: 0.025, efficacy: { spending } });
 * console.log(crossingProbabilities(design, 3.24).efficacy);
 * // [ 0.250931..., 0.424758..., 0.218786... ]
 * ```
 *
 * Source: Armitage, McPherson & Rowe (1969); Jennison & Turnbull (2000), chapter 19. Checked in
 * test/known/trial-sequential.R.
 */
export function crossingProbabilities(
  { fractions, efficacy, futility, sides }: Boundaries,
  drift: number | readonly number[],
  { obeyFutility = true }: { obeyFutility?: boolean } = {},
): Crossing {
  checkFractions(fractions);
  checkBoundaries(fractions, efficacy, futility, sides);
  const drifts = driftsBetween(fractions, drift);
  const crossing: Crossing = { efficacy: [], futility: [], opposite: [], inconclusive: 0 };
  let walk = initialWalk;
  fractions.forEach((fraction, k) => {
    const drift = drifts[k]!;
    const upper = efficacy[k]!;
    const lower = sides === 2 ? -upper : obeyFutility ? futility[k]! : -Infinity;
    const below = lower === -Infinity ? 0 : chanceBelow(walk, fraction, drift, lower);
    crossing.efficacy.push(upper === Infinity ? 0 : chanceAbove(walk, fraction, drift, upper));
    crossing.futility.push(sides === 1 ? below : 0);
    crossing.opposite.push(sides === 2 ? below : 0);
    if (k < fractions.length - 1) walk = continueWalk(walk, fraction, drift, lower, upper, fractions[k + 1]!);
    else crossing.inconclusive = chanceBelow(walk, fraction, drift, upper) - below;
  });
  return crossing;
}

/** Expected score per unit of information between consecutive looks. */
function driftsBetween(fractions: readonly number[], drift: number | readonly number[]): number[] {
  const expected = typeof drift === 'number' ? fractions.map((t) => drift * Math.sqrt(t)) : drift;
  if (expected.length !== fractions.length)
    throw new RangeError(
      `${expected.length} expected Z are given for ${fractions.length} looks, must be one each`,
    );
  const invalid = expected.find((z) => !Number.isFinite(z));
  if (invalid !== undefined) throw new RangeError(`the drift is ${drift}, must be finite`);
  if (typeof drift === 'number') return fractions.map(() => drift);
  return fractions.map((t, k) => {
    const [before, score] =
      k === 0 ? [0, 0] : [fractions[k - 1]!, drift[k - 1]! * Math.sqrt(fractions[k - 1]!)];
    return (drift[k]! * Math.sqrt(t) - score) / (t - before);
  });
}

function checkBoundaries(
  fractions: readonly number[],
  efficacy: readonly number[],
  futility: readonly number[],
  sides: 1 | 2,
): void {
  if (efficacy.length !== fractions.length || futility.length !== fractions.length)
    throw new RangeError(
      `there are ${efficacy.length} efficacy and ${futility.length} futility boundaries for ${fractions.length} looks, must be one of each for each look`,
    );
  efficacy.forEach((upper, k) => {
    if (!(futility[k]! <= upper))
      throw new RangeError(
        `at look ${k + 1} the futility boundary is ${futility[k]}, must not be above the efficacy boundary, ${upper}`,
      );
    if (sides === 2 && !(upper >= 0 && futility[k] === -Infinity))
      throw new RangeError(
        `at look ${k + 1} of a two-sided trial efficacy is ${upper} and futility ${futility[k]}, must be at least 0 and none (-Infinity)`,
      );
  });
}
