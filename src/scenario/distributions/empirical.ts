import { ln } from '../../math/elementary.ts';
import type { Distribution } from './distribution.ts';
import { CERTAIN } from './life-table.ts';
import { piecewiseLinear } from './piecewise-linear.ts';

/**
 * A survival curve given by points, such as a digitised Kaplan-Meier curve, with a constant hazard between points.
 *
 * @param points [time, survival], two or more: the first [0, 1], then times rising and survival falling or level. The
 *   interval in which survival becomes 0 gets a cumulative hazard of 50: one in 5e21 outlives it
 * @param afterLast 'constant-hazard' continues with the hazard of the last interval (0 if the curve ends level);
 *   'never' leaves the last survival as a fraction without the event
 * @throws RangeError when times or survivals are out of order or range
 */
export function empirical(
  points: readonly (readonly [time: number, survival: number])[],
  afterLast: 'constant-hazard' | 'never',
): Distribution {
  const last = points.length - 1;
  if (last < 1)
    throw new RangeError(`a curve of ${points.length} points says nothing, must have two or more`);
  if (points[0]![1] !== 1)
    throw new RangeError(`a curve starts at survival ${points[0]![1]}, must start at 1`);
  const times = Float64Array.from(points, ([time]) => time);
  const hazards = new Float64Array(points.length);
  for (let i = 1; i <= last; i++) {
    const survival = points[i]![1];
    if (!(survival >= 0 && survival <= points[i - 1]![1]))
      throw new RangeError(
        `survival at time ${times[i]} is ${survival}, must lie from 0 to ${points[i - 1]![1]}, the one before`,
      );
    if (survival === points[i - 1]![1]) hazards[i] = hazards[i - 1]!;
    else hazards[i] = survival > 0 ? -ln(survival) : hazards[i - 1]! + CERTAIN;
  }
  const lastSlope = (hazards[last]! - hazards[last - 1]!) / (times[last]! - times[last - 1]!);
  return piecewiseLinear({ times, hazards, lastRate: afterLast === 'never' ? 0 : lastSlope });
}
