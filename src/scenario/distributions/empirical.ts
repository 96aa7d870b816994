import { exp, expm1, ln, log1p } from '../../math/elementary.ts';
import type { Distribution } from './distribution.ts';
import { piecewiseLinear } from './piecewise-linear.ts';

/**
 * A survival curve given by points, such as a digitised Kaplan-Meier curve. Between two points the hazard is constant.
 * A last piece that ends at survival 0 has no constant hazard: there survival is a straight line.
 *
 * @param points [time, survival], two or more: the first [0, 1], then times rising and survival never rising
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
    hazards[i] = survival === points[i - 1]![1] ? hazards[i - 1]! : -ln(survival);
  }
  const end = points.findIndex(([, survival]) => survival === 0);
  if (end > 0) return endingAtZero(times.slice(0, end + 1), hazards.slice(0, end));
  const lastSlope = (hazards[last]! - hazards[last - 1]!) / (times[last]! - times[last - 1]!);
  return piecewiseLinear({ times, hazards, lastRate: afterLast === 'never' ? 0 : lastSlope });
}

/**
 * Constant hazards up to the last but one time, and a straight line of survival to 0 at the last one.
 *
 * @param hazards cumulative, at all times but the last
 */
function endingAtZero(times: Float64Array, hazards: Float64Array): Distribution {
  const last = hazards.length - 1;
  const [from, end, height] = [times[last]!, times[last + 1]!, hazards[last]!];
  const before = piecewiseLinear({ times: times.slice(0, -1), hazards, lastRate: 0 });
  const width = end - from;
  return {
    cumulativeHazard: (t) => {
      if (t <= from) return before.cumulativeHazard(t);
      if (t >= end) return Infinity;
      const share = (t - from) / width;
      return height - (share < 0.5 ? log1p(-share) : ln((end - t) / width));
    },
    inverseCumulativeHazard: (y) => {
      if (y <= height) return before.inverseCumulativeHazard(y);
      const rest = y - height;
      return rest < 1 ? from - width * expm1(-rest) : end - width * exp(-rest);
    },
    limit: Infinity,
    form: { kind: 'jumps', times: times.slice(1, -1) },
  };
}
