import { EVENT, type LookData, TREATED } from './look-data.ts';
import type { Sorter } from './sort.ts';
import type { TrialColumns } from './trial-columns.ts';

/** Calendar times of a trial's events in order, so that looks can be at the d-th. */
export interface EventTimes {
  /** how many there will ever be */
  count: number;
  /** increasing */
  times: Float64Array;
}

/** @param into its column has room for all patients */
export function orderEvents(
  { size, eventAt }: TrialColumns,
  sorter: Sorter,
  scratch: Float64Array,
  into: EventTimes,
): void {
  let count = 0;
  for (let i = 0; i < size; i++) {
    scratch[count] = eventAt[i]!;
    // infinite ones are written over: a branch would be guessed wrong every third time
    count += eventAt[i]! < Infinity ? 1 : 0;
  }
  sorter.sort(scratch, count, into.times);
  into.count = count;
}

/** Columns for a look before its patients are put in order. */
export interface CutColumns {
  times: Float64Array;
  codes: Uint8Array;
  strata: Uint8Array;
}

/**
 * What is known at a calendar time: whoever was randomised by then, followed until the event, loss or this moment.
 *
 * Whether an event is known is asked on the calendar, start + time <= cut: rounding could lose it, or find one too many,
 * where cut - start is compared with the time.
 *
 * @param events how many events the look is to hold; of several at the very moment of the cut those too many are not
 *   known yet
 */
export function cutAt(
  { size, control, start, time, eventAt, stratum }: TrialColumns,
  cut: number,
  events: number | undefined,
  hasStrata: boolean,
  sorter: Sorter,
  scratch: CutColumns,
  into: LookData,
): void {
  const { times, codes, strata } = scratch;
  let n = 0;
  let known = 0;
  let controls = 0;
  for (let i = 0; i < size; i++) {
    const from = start[i]!;
    if (!(from <= cut)) continue;
    const isEvent = eventAt[i]! <= cut;
    const followed = cut - from;
    const own = time[i]!;
    times[n] = isEvent || own < followed ? own : followed;
    codes[n] = (i < control ? 0 : TREATED) | (isEvent ? EVENT : 0);
    if (hasStrata) strata[n] = stratum[i]!;
    known += isEvent ? 1 : 0;
    controls += i < control ? 1 : 0;
    n++;
  }
  if (events !== undefined && known > events) {
    // ties with the cut: the last of them wait
    for (let i = size - 1, k = n - 1; known > events; i--) {
      if (!(start[i]! <= cut)) continue;
      if (eventAt[i] === cut) {
        codes[k]! &= ~EVENT;
        known--;
      }
      k--;
    }
  }
  if (hasStrata) sorter.sortWith(times, codes, n, into.times, into.codes, strata, into.strata);
  else sorter.sortWith(times, codes, n, into.times, into.codes);
  into.size = n;
  into.events = known;
  into.sizes[0] = controls;
  into.sizes[1] = n - controls;
}
