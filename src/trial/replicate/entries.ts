import { accrualEnd, allEntered, timeOfEntry } from '../../formulas/accrual.ts';
import { ln } from '../../math/elementary.ts';
import type { TrialAccrual } from '../design.ts';

/** The calendar times at which patients enter the cohort. */
export interface Entries {
  /** independent entry: the calendar time by which a share u of all patients enter */
  timeOf(u: number): number;
  /** start and duration of accrual at a constant rate; undefined if the rate changes */
  even?: { from: number; length: number };
  /** equally spaced entry: calendar time of patient number `position`, from 0 */
  timeAt(position: number): number;
}

export function entriesOf({ pattern }: TrialAccrual): Entries {
  const all = allEntered(pattern);
  const end = accrualEnd(pattern);
  const [first] = pattern;
  const isEven = pattern.length === 1 && (first!.rateAtEnd ?? first!.rate) === first!.rate;
  const { from } = first!;
  // if more patients than expected are needed, entry continues at the last rate
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

/** Turns uniform draws on (0, 1) into the calendar times of a Poisson process with the rates of the pattern. */
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
