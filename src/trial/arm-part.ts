import { hazardTimesRatio, type PiecewiseHazard } from '../formulas/piecewise-hazard.ts';
import { distanceOf, stepsThrough } from '../formulas/steps-through.ts';
import type { Distribution } from '../scenario/distributions/index.ts';
import { withHazardRatios } from '../scenario/distributions/stepwise-ratio.ts';
import { withTimeRatio } from '../scenario/distributions/transform.ts';
import type { ArmPart } from './design.ts';

/**
 * The patients of one stratum whose event times follow a distribution. A piecewise exponential is kept as its hazard
 * alone; every other distribution is kept beside a piecewise constant hazard that approximates it.
 */
export function partOf(key: string, distribution: Distribution): ArmPart {
  const { form } = distribution;
  if (form.kind === 'pieces') {
    const { times, hazards, lastRate } = form;
    const rates = Array.from(times, (time, i) =>
      i === times.length - 1 ? lastRate : (hazards[i + 1]! - hazards[i]!) / (times[i + 1]! - time),
    );
    return { hazard: { starts: [...times], rates } };
  }
  const { hazard, within } = stepsThrough(distribution);
  return { hazard, law: { key, distribution, within } };
}

/** The same patients under a hazard ratio, which may change with time. */
export function timesRatio({ hazard: original, law }: ArmPart, ratio: PiecewiseHazard): ArmPart {
  const hazard = hazardTimesRatio(original, ratio);
  if (!law) return { hazard };
  if (ratio.rates.every((rate) => rate === 1)) return { hazard: original, law };
  const distribution = withHazardRatios(law.distribution, ratio.starts, ratio.rates);
  const key = `${law.key} times ${JSON.stringify(ratio)}`;
  // multiply the steps of the original law, so that the two hazards stay proportional
  return {
    hazard,
    law: { key, distribution, within: law.within === 0 ? 0 : distanceOf(distribution, hazard) },
  };
}

/** The same patients with every event time multiplied by `ratio` (accelerated failure time). */
export function timesLonger({ hazard: { starts, rates }, law }: ArmPart, ratio: number): ArmPart {
  const hazard = { starts: starts.map((t) => t * ratio), rates: rates.map((rate) => rate / ratio) };
  if (!law) return { hazard };
  const distribution = withTimeRatio(law.distribution, ratio);
  return { hazard, law: { key: `${law.key}, ${ratio} times as long`, distribution, within: law.within } };
}
