import { NEVER, type TrialColumns } from '../../trial-columns.ts';
import type { UniformEntryArm } from '../loops.ts';

/** The smallest time to an event: with 0, 0 / 0 below would be NaN. */
const EARLIEST = 1e-300;

/**
 * Enrols every patient, with entry at a constant rate.
 *
 * Written without branches, since a branch here is mispredicted for every third patient; comparing two numbers would
 * be one too.
 */
export function enrolEvenly(
  { entry, events, losses, first, firstLost, opens, length }: UniformEntryArm,
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
    // division by 1, or by 0: infinite, no event
    const at = begin + Math.max(event, EARLIEST) / isSeen;
    eventAt[slot + i] = at;
    eventTimes[known] = at;
    known += isSeen;
  }
  trial.events = known;
}
