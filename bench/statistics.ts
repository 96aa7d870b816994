import { median } from '../src/card/statistics.ts';

/** Some work, and its seconds in each turn. */
export interface Timed {
  patients: number;
  seconds: readonly number[];
}

/** Patients per second over the turns: median, slowest and fastest. */
export function speedOf({ patients, seconds }: Timed) {
  return {
    median: patients / median(seconds),
    slowest: patients / Math.max(...seconds),
    fastest: patients / Math.min(...seconds),
  };
}

/**
 * How many times as fast as the other: the median of the turns' ratios, each of two runs within seconds of each
 * other.
 *
 * @throws RangeError if the numbers of turns differ
 */
export function ratioOf(one: Timed, other: Timed): number {
  if (one.seconds.length !== other.seconds.length)
    throw new RangeError(`${one.seconds.length} turns cannot be paired with ${other.seconds.length}`);
  const speeds = (timed: Timed) => timed.seconds.map((seconds) => timed.patients / seconds);
  const others = speeds(other);
  return median(speeds(one).map((speed, turn) => speed / others[turn]!));
}

/** Parallel efficiency: the speed-up divided by the number of threads; 1 is ideal. */
export function efficiencyOf(onAll: Timed & { threads: number }, onOne: Timed): number {
  return speedOf(onAll).median / (onAll.threads * speedOf(onOne).median);
}
