import type { EvenNumbers } from '../../uncertainty/even.ts';
import { MixtureSample, type Proposal } from './importance.ts';
import { resampled } from './predicted.ts';
import type { SurrogateHeight } from './surrogate.ts';
import type { Weighted } from './weighted.ts';

/** Effective points of the surrogate's sample for each point that is drawn from it. */
const POOL = 5;
const MOST_STEPS = 12;
const STEP = 2000;

/**
 * Makes a surrogate a proposal by importance sampling from it, which also gives its normalising constant. A point may be drawn more
 * than once: it is simulated with another random stream each time.
 *
 * @param about present mean and covariance of the posterior, the first kernel for the surrogate
 * @returns undefined if the sample from the surrogate has too small an effective size
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
  let weighted: Weighted;
  try {
    await sample.grow({ heightOf, wanted: POOL * wanted, points: STEP, steps: MOST_STEPS });
    weighted = sample.weighted(heightOf);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  if (weighted.effectiveSampleSize < wanted) return undefined;
  const { weights, logTotal } = weighted;
  const { points } = sample;
  return {
    draw: (count, number) =>
      resampled(weights, count, even(`calibration surrogate ${number}`)(0, 0)).map((i) => points[i]!.scores),
    logDensity: (scores) => height(scores) - logTotal,
  };
}
