import type { PointExecutor } from '../../../src/study/calibrate/index.ts';
import { type Interval, intervalsOf } from './rounds.ts';

/** In how many cohorts the interval of an outcome held the truth. */
export interface Held {
  outcome: string;
  held: number;
  /** within four binomial standard errors of 95% */
  isRight: boolean;
}

const LEVEL = 0.95;

export function judgeIntervals(rounds: readonly (readonly Interval[])[]): Held[] {
  const bound = 4 * Math.sqrt(LEVEL * (1 - LEVEL) * rounds.length);
  return rounds[0]!.map(({ outcome }, k) => {
    const held = rounds.filter((intervals) => {
      const { truth, lower, upper } = intervals[k]!;
      return lower <= truth && truth <= upper;
    }).length;
    return { outcome, held, isRight: Math.abs(held - LEVEL * rounds.length) <= bound };
  });
}

/** Cohorts of 228 patients from known parameters, and a calibration to the figures of each. */
export async function verifyCohorts(
  cohorts: number,
  executor: PointExecutor,
  onRound: (round: number) => void = () => {},
): Promise<Held[]> {
  const rounds: Interval[][] = [];
  for (let round = 0; round < cohorts; round++) {
    onRound(round);
    rounds.push(await intervalsOf(round, executor));
  }
  return judgeIntervals(rounds);
}
