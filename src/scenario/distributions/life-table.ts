import { log1p } from '../../math/elementary.ts';
import type { Distribution } from './distribution.ts';
import { piecewiseLinear } from './piecewise-linear.ts';

/** The cumulative hazard that stands for a certain event: one patient in 5e21 survives it. */
const CERTAIN = 50;

/**
 * Mortality of a life table from an age on: the hazard within year i is constant at -ln(1 - q[i]) a year; after the
 * last year its hazard continues. Source: Preston, Heuveline & Guillot (2001), ch. 3.
 *
 * @param probabilities probability of death within each year of age, given alive at its start; 1, with which a life
 *   table closes, becomes a hazard of 50 a year (a mean of one week)
 * @param yearLength length of a year in the scenario's unit of time: 12 for months
 * @throws RangeError when a probability or the year's length is out of range
 */
export function lifeTable(probabilities: readonly number[], yearLength: number): Distribution {
  const years = probabilities.length;
  if (years === 0) throw new RangeError('a life table needs at least one year');
  if (!(yearLength > 0)) throw new RangeError(`the length of a year is ${yearLength}, must be above 0`);
  const hazards = new Float64Array(years);
  let lastHazard = 0;
  let total = 0;
  probabilities.forEach((q, i) => {
    if (!(q >= 0 && q <= 1))
      throw new RangeError(`the probability of death in year ${i} is ${q}, must lie from 0 to 1`);
    hazards[i] = total;
    lastHazard = q === 1 ? CERTAIN : -log1p(-q);
    total += lastHazard;
  });
  const times = Float64Array.from({ length: years }, (_, i) => i * yearLength);
  return piecewiseLinear({ times, hazards, lastRate: lastHazard / yearLength });
}
