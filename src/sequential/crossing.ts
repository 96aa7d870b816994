import { beginning, chanceAbove, chanceBelow, goOn } from './brownian-walk.ts';
import { checkFractions } from './looks.ts';

/** Where a trial stops, look by look, in z: positive z favours treatment. */
export interface Boundaries {
  /** information at each look as a share of the planned maximum, rising; the last is 1 in a plan */
  fractions: readonly number[];
  /** Z at or above it claims efficacy; Infinity where the look claims none */
  efficacy: readonly number[];
  /** Z at or below it stops for futility; -Infinity where the look does not, and at the last look */
  futility: readonly number[];
  /** of 2, Z at or below -efficacy claims the opposite effect, and there is no futility */
  sides: 1 | 2;
}

/** Chances of stopping first at each look. */
export interface Crossing {
  efficacy: number[];
  futility: number[];
  /** claims of the opposite effect, of two-sided trials; 0 of one-sided ones */
  opposite: number[];
  /** of reaching the end without any claim or stop */
  inconclusive: number;
}

/**
 * The chances of stopping at each look, for efficacy and for futility, under an effect.
 *
 * @param drift the expected Z at information fraction 1, effect x sqrt(information): 0 under the null; at fraction t
 *   the expected Z is drift x sqrt(t). For a log-rank test at d events it is -ln(hazard ratio) sqrt(d p (1 - p)).
 *   Or the expected Z of each look, where the effect changes with time (weightedLogRank(...).z)
 * @param obeyFutility false goes on past futility boundaries, as type I errors of a non-binding rule are counted
 * @returns chances of each look; they add up to 1 with `inconclusive`. Within 1e-12 of exact
 * @throws RangeError when fractions do not rise, a column has another length, boundaries cross or the drift is not
 *   finite
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
  const found: Crossing = { efficacy: [], futility: [], opposite: [], inconclusive: 0 };
  let walk = beginning;
  fractions.forEach((fraction, k) => {
    const drift = drifts[k]!;
    const upper = efficacy[k]!;
    const lower = sides === 2 ? -upper : obeyFutility ? futility[k]! : -Infinity;
    const below = lower === -Infinity ? 0 : chanceBelow(walk, fraction, drift, lower);
    found.efficacy.push(upper === Infinity ? 0 : chanceAbove(walk, fraction, drift, upper));
    found.futility.push(sides === 1 ? below : 0);
    found.opposite.push(sides === 2 ? below : 0);
    if (k < fractions.length - 1) walk = goOn(walk, fraction, drift, lower, upper, fractions[k + 1]!);
    else found.inconclusive = chanceBelow(walk, fraction, drift, upper) - below;
  });
  return found;
}

/** Expected score per unit of information from each look to the next. */
function driftsBetween(fractions: readonly number[], drift: number | readonly number[]): number[] {
  const expected = typeof drift === 'number' ? fractions.map((t) => drift * Math.sqrt(t)) : drift;
  if (expected.length !== fractions.length)
    throw new RangeError(
      `${expected.length} expected Z are given for ${fractions.length} looks, must be one each`,
    );
  const bad = expected.find((z) => !Number.isFinite(z));
  if (bad !== undefined) throw new RangeError(`the drift is ${drift}, must be finite`);
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
