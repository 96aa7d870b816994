import type { EvenNumbers } from '../../uncertainty/even.ts';
import { MixtureSample, type Proposal, type Weighted } from './importance.ts';
import type { SurrogateHeight } from './surrogate.ts';

/** Points of the surrogate in effect for each one that is drawn from it. */
const POOL = 5;
const MOST_STEPS = 12;
const STEP = 2000;

/**
 * A surrogate as a law to draw from: by importance sampling of its own, which also tells its density's constant.
 *
 * @param about the posterior as it is known by now, where the search of the surrogate begins
 * @returns undefined where the surrogate is too odd to be drawn from
 */
export async function proposalOf(
  height: SurrogateHeight,
  about: { scores: Float64Array; covariance: readonly (readonly number[])[] },
  even: EvenNumbers,
  wanted: number,
): Promise<Proposal | undefined> {
  const sample = new MixtureSample(about.scores.length, async (drawn) => drawn.map(() => undefined), even);
  await sample.addAbout(about.scores, about.covariance, STEP);
  const heights = new Map<Float64Array, number>();
  const heightOf = ({ scores }: { scores: Float64Array }) => {
    const known = heights.get(scores) ?? height(scores);
    heights.set(scores, known);
    return known;
  };
  let found: Weighted;
  try {
    await sample.grow({ heightOf, wanted: POOL * wanted, points: STEP, steps: MOST_STEPS });
    found = sample.weighted(heightOf);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  if (found.effectiveSampleSize < wanted) return undefined;
  const { weights, logTotal } = found;
  const { points } = sample;
  return {
    draw: (count, number) =>
      drawnFrom(weights, count, even(`calibration surrogate ${number}`)(0, 0)).map((i) => points[i]!.scores),
    logDensity: (scores) => height(scores) - logTotal,
  };
}

/** Systematic resampling (Kitagawa 1996); a point that is drawn again is another point of the same scores. */
function drawnFrom(weights: Float64Array, count: number, even: number): number[] {
  const picked: number[] = [];
  let at = 0;
  let sum = weights[0]!;
  for (let d = 0; d < count; d++) {
    while (sum < (d + even) / count && at < weights.length - 1) sum += weights[++at]!;
    if (picked.at(-1) !== at) picked.push(at);
  }
  return picked;
}
