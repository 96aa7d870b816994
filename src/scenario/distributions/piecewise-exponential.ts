import type { Distribution } from './distribution.ts';
import { piecewiseLinear } from './piecewise-linear.ts';

/**
 * Piecewise exponential law: the hazard is rates[i] from breaks[i] on, until the next break. R: msm::dpexp(rate, t).
 * Source: Friedman (1982).
 *
 * @param breaks the times at which each rate begins: the first 0, then rising
 * @param rates >= 0 per unit of time, as many as breaks; a last rate of 0 means no further events
 * @throws RangeError when the arrays differ in length or a value is out of range
 */
export function piecewiseExponential(breaks: readonly number[], rates: readonly number[]): Distribution {
  if (rates.length !== breaks.length)
    throw new RangeError(`there are ${rates.length} rates for ${breaks.length} breaks, must be as many`);
  const hazards = new Float64Array(breaks.length);
  for (let i = 1; i < breaks.length; i++)
    hazards[i] = hazards[i - 1]! + rates[i - 1]! * (breaks[i]! - breaks[i - 1]!);
  return piecewiseLinear({ times: Float64Array.from(breaks), hazards, lastRate: rates[rates.length - 1]! });
}
