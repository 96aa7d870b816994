import { accrualEnd, allEntered, timeOfEntry } from '../../formulas/accrual.ts';
import { ln } from '../../math/elementary.ts';
import type { TrialAccrual } from '../design.ts';

/** When patients enter the cohort. */
export interface Entries {
  /** independent entry: calendar time of a share u of all who enter */
  timeOf(u: number): number;
  /** from here on, for this long, at one rate throughout; undefined: not so */
  even?: { from: number; length: number };
  /** equally spaced: calendar time of patient `position`, counted from 0 */
  timeAt(position: number): number;
}

export function entriesOf({ pattern }: TrialAccrual): Entries {
  const all = allEntered(pattern);
  const end = accrualEnd(pattern);
  const [first] = pattern;
  const isEven = pattern.length === 1 && (first!.rateAtEnd ?? first!.rate) === first!.rate;
  const { from } = first!;
  // after the end patients come on at the last rate, should more be needed than are expected
  const last = pattern.at(-1)!;
  const lastRate = last.rateAtEnd ?? last.rate;
  const late = (count: number) => (lastRate > 0 ? end + (count - all) / lastRate : end);
  const reached = (count: number) => (count <= all ? timeOfEntry(pattern, count) : late(count));
  const length = end - from;
  return {
    even: isEven ? { from, length } : undefined,
    timeOf: isEven ? (u) => from + u * length : (u) => timeOfEntry(pattern, u * all),
    timeAt: (position) => reached(position + 0.5),
  };
}

/** Turns draws even on (0, 1) into the calendar times of a Poisson process whose rates are those of the pattern. */
export function arrivals({ pattern }: TrialAccrual): (draws: Float64Array) => void {
  const all = allEntered(pattern);
  const end = accrualEnd(pattern);
  const last = pattern.at(-1)!;
  const lastRate = last.rateAtEnd ?? last.rate;
  const late = (count: number) => (lastRate > 0 ? end + (count - all) / lastRate : end);
  return (draws) => {
    let count = 0;
    for (let k = 0; k < draws.length; k++) {
      count -= ln(draws[k]!);
      draws[k] = count <= all ? timeOfEntry(pattern, count) : late(count);
    }
  };
}
