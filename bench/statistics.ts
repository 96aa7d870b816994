import { median } from '../src/card/statistics.ts';

/** Some work, and the seconds it took in each turn. */
export interface Timed {
  patients: number;
  seconds: readonly number[];
}

/** Patients a second of each turn: the middle one, the slowest and the fastest. */
export function speedOf({ patients, seconds }: Timed) {
  return {
    median: patients / median(seconds),
    slowest: patients / Math.max(...seconds),
    fastest: patients / Math.min(...seconds),
  };
}

/**
 * How many times as fast as the other: the middle one of the turns' ratios, each of which compares what ran within
 * seconds of each other.
 *
 * @throws RangeError when one took more turns than the other
 */
export function ratioOf(one: Timed, other: Timed): number {
  if (one.seconds.length !== other.seconds.length)
    throw new RangeError(`${one.seconds.length} turns cannot be paired with ${other.seconds.length}`);
  const speeds = (timed: Timed) => timed.seconds.map((seconds) => timed.patients / seconds);
  const others = speeds(other);
  return median(speeds(one).map((speed, turn) => speed / others[turn]!));
}

/** Parallel efficiency: the share of the threads' speed that arrives, 1 when n threads are n times as fast as one. */
export function efficiencyOf(onAll: Timed & { threads: number }, onOne: Timed): number {
  return speedOf(onAll).median / (onAll.threads * speedOf(onOne).median);
}
