import { ln } from '../../math/elementary.ts';
import { accrualEnd, allEntered, timeOfEntry } from '../closed-form/accrual.ts';
import type { TrialAccrual } from '../design.ts';

/** When patients enter the cohort. */
export interface Entries {
  kind: TrialAccrual['entry'];
  /** independent entry: calendar time of a share u of all who enter */
  timeOf(u: number): number;
  /** from here on, for this long, at one rate throughout; undefined: not so */
  even?: { from: number; length: number };
  /** equally spaced: calendar time of patient `position`, counted from 0 */
  timeAt(position: number): number;
}

export function entriesOf({ pattern, entry }: TrialAccrual): Entries {
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
    kind: entry,
    even: isEven ? { from, length } : undefined,
    timeOf: isEven ? (u) => from + u * length : (u) => timeOfEntry(pattern, u * all),
    timeAt: (position) => reached(position + 0.5),
  };
}

/** Calendar times of a Poisson process whose rates are those of the pattern. */
export function arrivals(accrual: TrialAccrual): (draws: readonly number[]) => number[] {
  const { pattern } = accrual;
  const all = allEntered(pattern);
  const end = accrualEnd(pattern);
  const last = pattern.at(-1)!;
  const lastRate = last.rateAtEnd ?? last.rate;
  return (draws) => {
    let count = 0;
    return draws.map((u) => {
      count -= ln(u);
      if (count <= all) return timeOfEntry(pattern, count);
      return lastRate > 0 ? end + (count - all) / lastRate : end;
    });
  };
}
