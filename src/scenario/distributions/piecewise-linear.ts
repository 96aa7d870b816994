import type { Distribution, Pieces } from './distribution.ts';

/**
 * The distribution whose cumulative hazard is piecewise linear.
 *
 * @param pieces see `Pieces`
 * @throws RangeError if the points break a rule of `Pieces`
 */
export function piecewiseLinear(pieces: Pieces): Distribution {
  check(pieces);
  const { times, hazards, lastRate } = pieces;
  const last = times.length - 1;
  return {
    cumulativeHazard: (t) => {
      if (!(t > 0)) return 0;
      const i = lastBelow(times, t);
      if (i === last) return lastRate === 0 ? hazards[last]! : hazards[last]! + (t - times[last]!) * lastRate;
      const slope = (hazards[i + 1]! - hazards[i]!) / (times[i + 1]! - times[i]!);
      return hazards[i]! + (t - times[i]!) * slope;
    },
    inverseCumulativeHazard: (y) => {
      if (!(y > 0)) return 0;
      const i = lastBelow(hazards, y);
      if (i === last) return lastRate === 0 ? Infinity : times[last]! + (y - hazards[last]!) / lastRate;
      const slope = (times[i + 1]! - times[i]!) / (hazards[i + 1]! - hazards[i]!);
      return times[i]! + (y - hazards[i]!) * slope;
    },
    limit: lastRate === 0 ? hazards[last]! : Infinity,
    form: { kind: 'pieces', ...pieces },
  };
}

/** The last index whose value is below x > 0; the values start at 0 and never fall. */
function lastBelow(values: Float64Array, x: number): number {
  let low = 0;
  let high = values.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle]! < x) low = middle;
    else high = middle;
  }
  return low;
}

function check({ times, hazards, lastRate }: Pieces): void {
  if (times.length !== hazards.length || times[0] !== 0 || hazards[0] !== 0)
    throw new RangeError('a piecewise cumulative hazard must start at (0, 0), one hazard a time');
  for (let i = 1; i < times.length; i++) {
    if (!(times[i]! > times[i - 1]!) || times[i] === Infinity)
      throw new RangeError(`times must rise and be finite; time ${i} is ${times[i]} after ${times[i - 1]}`);
    if (!(hazards[i]! >= hazards[i - 1]!) || hazards[i] === Infinity)
      throw new RangeError(
        `cumulative hazards must not fall and be finite; hazard ${i} is ${hazards[i]} after ${hazards[i - 1]}`,
      );
  }
  if (!(lastRate >= 0) || lastRate === Infinity)
    throw new RangeError(`the last rate is ${lastRate}, must be a finite number >= 0`);
}
