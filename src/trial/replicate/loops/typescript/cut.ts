import { EVENT, type LookData, TREATED } from '../../look-data.ts';
import type { TrialColumns } from '../../trial-columns.ts';
import type { CutRoom } from '../loops.ts';
import { sortPatients } from './sort.ts';

/** The data of a trial at a calendar time, by increasing follow-up. */
export function cut(
  trial: TrialColumns,
  at: number,
  events: number | undefined,
  { hasStrata, sort, unsorted }: CutRoom,
  into: LookData,
): void {
  const { size, control, start, eventAt, stratum } = trial;
  const { times, codes, strata } = unsorted;
  const controls = followUp(trial, at, 0, control, 0, times, codes, 0);
  const n = followUp(trial, at, control, size, TREATED, times, codes, controls);
  let known = 0;
  for (let i = 0; i < size; i++) known += Number(eventAt[i]! <= at);
  if (hasStrata)
    for (let i = 0, k = 0; i < size; i++) {
      strata[k] = stratum[i]!;
      k += Number(start[i]! <= at);
    }
  if (events !== undefined && known > events) {
    // if several events are at the cut-off, only the first count
    for (let i = size - 1, k = n - 1; k >= 0; i--) {
      if (!(start[i]! <= at)) continue;
      if (eventAt[i] === at) {
        codes[k]! &= ~EVENT;
        if (--known <= events) break;
      }
      k--;
    }
  }
  sortPatients(unsorted, n, at, hasStrata, sort, into);
  into.size = n;
  into.events = known;
  into.sizes[0] = controls;
  into.sizes[1] = n - controls;
}

/**
 * Appends the follow-up and codes of patients first to last - 1 to the n already there.
 *
 * Written without branches, since a branch here is mispredicted for every third patient; Math.min would be one too.
 * Patients who have not entered yet are overwritten by the next.
 *
 * @returns the new number of patients
 */
function followUp(
  { start, time, eventAt }: TrialColumns,
  cut: number,
  first: number,
  last: number,
  arm: number,
  times: Float64Array,
  codes: Uint8Array,
  n: number,
): number {
  for (let i = first; i < last; i++) {
    const from = start[i]!;
    const isEvent = Number(eventAt[i]! <= cut);
    const own = time[i]!;
    const followed = cut - from;
    // take the event's own time: start + time rounds
    const isOwn = isEvent | Number(own < followed);
    times[n] = own * isOwn + followed * (1 - isOwn);
    codes[n] = arm | (isEvent << 1);
    n += Number(from <= cut);
  }
  return n;
}
