import { NEVER, type TrialColumns } from '../../trial-columns.ts';
import type { EvenArm } from '../loops.ts';

/** Nothing over nothing would be no time at all. */
const EARLIEST = 1e-300;

/**
 * Everybody enrolled, evenly over a time.
 *
 * Written without branches, of which a processor guesses every third wrong: even the smaller of two numbers is one.
 */
export function enrolEvenly(
  { entry, events, losses, first, firstLost, opens, length }: EvenArm,
  n: number,
  slot: number,
  trial: TrialColumns,
): void {
  const { start, time, eventAt, eventTimes } = trial;
  let known = trial.events;
  for (let i = 0; i < n; i++) {
    const begin = opens + entry[first + i]! * length;
    const event = Math.min(events[first + i]!, NEVER);
    const lost = Math.min(losses[firstLost + i]!, NEVER);
    const isSeen = Number(event <= lost) & Number(event < NEVER);
    start[slot + i] = begin;
    time[slot + i] = event * isSeen + lost * (1 - isSeen);
    // over 1, or over 0: never
    const at = begin + Math.max(event, EARLIEST) / isSeen;
    eventAt[slot + i] = at;
    eventTimes[known] = at;
    known += isSeen;
  }
  trial.events = known;
}
