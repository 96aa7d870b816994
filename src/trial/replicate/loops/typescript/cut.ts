import { EVENT, type LookData, TREATED } from '../../look-data.ts';
import type { TrialColumns } from '../../trial-columns.ts';
import type { CutRoom } from '../loops.ts';
import { sortPatients } from './sort.ts';

/** What is known at a calendar time, in the order of follow-up. */
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
    // ties with the cut: the last of them wait
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
 * Follow-up and codes of an arm's patients first to last - 1, behind those of the n that are there already.
 *
 * Written without branches, of which a processor guesses every third wrong: even the smaller of two numbers is one. Who
 * is not there yet is written over.
 *
 * @returns how many are there then
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
    // an event is at its own time, whatever rounding makes of the time since randomisation
    const isOwn = isEvent | Number(own < followed);
    times[n] = own * isOwn + followed * (1 - isOwn);
    codes[n] = arm | (isEvent << 1);
    n += Number(from <= cut);
  }
  return n;
}
